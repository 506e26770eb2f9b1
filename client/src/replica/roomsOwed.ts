import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { RoomState } from './openRoomState.ts'

/**
 * Rooms whose relay lacks something that a member's device took directly. The journal is done with it, as somebody has it; but who was
 * away finds it only at the relay, so it is brought there even when nobody opens the room again.
 */
export interface RoomsOwed {
  readonly rooms: ReadonlySet<RoomId>
  /** Notices what is kept while the relay is away, and what it has got when it is back. Returns what stops it. */
  follow(state: RoomState): () => void
}

export const makeRoomsOwed = (kept: readonly RoomId[], save: (rooms: readonly RoomId[]) => unknown): RoomsOwed => {
  const rooms = new Set(kept)
  return {
    rooms,
    follow: ({ room, unkept, links }) => {
      let before = unkept.records.value.size
      const stops = [
        unkept.records.watch(({ size }) => {
          const isTaken = size < before
          before = size
          if (!isTaken || links.state.value.relay === 'on' || rooms.has(room.id)) return
          rooms.add(room.id)
          save([...rooms])
        }),
        links.state.watch(({ relay }) => {
          // Everything this device holds has gone out by then: the relay's question came before its answer.
          if (relay === 'on' && rooms.delete(room.id)) save([...rooms])
        }),
      ]
      return () => stops.forEach(stop => stop())
    },
  }
}
