import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomState } from './openRoomState.ts'
import type { LinkMode } from './roomLinks.ts'

export interface HeldRoom {
  readonly state: RoomState
  /** Its links fall back to what others who hold the room need; the last one closes it. */
  release(): void
}

export interface RoomStates {
  hold(room: RoomDescriptor, mode: Exclude<LinkMode, 'none'>): HeldRoom
  /** Whether anybody holds it right now. */
  isHeld(room: RoomId): boolean
  /** Those at work right now. */
  open(): readonly RoomState[]
  close(): Promise<void>
}

/** The rooms at work on this page, each opened once however many look at it. */
export const makeRoomStates = (openState: (room: RoomDescriptor) => RoomState): RoomStates => {
  const held = new Map<RoomId, { readonly state: RoomState; readonly holders: Set<{ readonly mode: LinkMode }> }>()

  const close = async (id: RoomId): Promise<void> => {
    const one = held.get(id)
    if (one === undefined) return
    // What was accepted a moment ago still has to get into its document.
    await one.state.writer.idle()
    if (one.holders.size > 0 || held.get(id) !== one) return
    held.delete(id)
    one.state.close()
  }
  const relink = (id: RoomId): void => {
    const one = held.get(id)
    if (one === undefined) return
    const modes = new Set([...one.holders].map(({ mode }) => mode))
    one.state.links.setMode(modes.has('open') ? 'open' : modes.has('background') ? 'background' : 'none')
  }
  return {
    hold: (room, mode) => {
      const one = held.get(room.id) ?? { state: openState(room), holders: new Set() }
      held.set(room.id, one)
      const holder = { mode }
      one.holders.add(holder)
      relink(room.id)
      return {
        state: one.state,
        release: () => {
          if (!one.holders.delete(holder)) return
          relink(room.id)
          if (one.holders.size === 0) void close(room.id)
        },
      }
    },
    isHeld: id => (held.get(id)?.holders.size ?? 0) > 0,
    open: () => [...held.values()].map(({ state }) => state),
    close: async () => {
      for (const { holders } of held.values()) holders.clear()
      await Promise.all([...held.keys()].map(close))
    },
  }
}
