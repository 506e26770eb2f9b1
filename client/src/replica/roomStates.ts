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

interface Held {
  readonly state: RoomState
  readonly holders: Set<{ readonly mode: LinkMode }>
  /** This device's own copy is read. */
  isRead: boolean
}

/** The rooms at work on this page, each opened once however many look at it. */
export const makeRoomStates = (openState: (room: RoomDescriptor) => RoomState): RoomStates => {
  const held = new Map<RoomId, Held>()

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
    // Nobody waits for a network to see what this device has: greeting, signing and comparing took half of a room's opening.
    if (one?.isRead !== true) return
    const modes = new Set([...one.holders].map(({ mode }) => mode))
    one.state.links.setMode(modes.has('open') ? 'open' : modes.has('background') ? 'background' : 'none')
  }
  const begin = (room: RoomDescriptor): Held => {
    const one: Held = { state: openState(room), holders: new Set(), isRead: false }
    held.set(room.id, one)
    const link = (): void => {
      one.isRead = true
      if (held.get(room.id) === one) relink(room.id)
    }
    // A room whose copy cannot be read is linked all the same: others have one. What the journal has to write is not waited for: a disk
    // that takes no key keeps each record for seconds.
    one.state.read.then(link, link)
    return one
  }
  return {
    hold: (room, mode) => {
      const one = held.get(room.id) ?? begin(room)
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
