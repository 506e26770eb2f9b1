import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { joinDraft, type TakenText } from './store/draftRecord.ts'
import type { Drafts } from './store/drafts.ts'
import { makeWatchable, type Watchable, type Watched } from './watched.ts'

export interface RoomDrafts {
  readonly byRoom: Watched<ReadonlyMap<RoomId, string>>
  of(room: RoomId): Watched<string>
  /** @param taken what has left the field and is not known to be in the journal. */
  save(room: RoomId, text: string, taken?: readonly TakenText[]): void
}

/** What stands in composers: in memory at once, on the disk per key press, so that neither a reload nor an update costs a word. */
export const openRoomDrafts = (drafts: Drafts, now: () => number): RoomDrafts => {
  const byRoom = makeWatchable<ReadonlyMap<RoomId, string>>(new Map())
  void drafts.list().then(listed => {
    if (!listed.ok) return
    const read = listed.value.map(({ room, text }) => [room, text] as const)
    byRoom.set(new Map([...read, ...byRoom.value]))
  })
  /** One for each room that was ever opened here, for as long as the page lives: opening a room again adds no listener. */
  const watched = new Map<RoomId, Watchable<string>>()
  byRoom.watch(all => {
    for (const [room, one] of watched) one.set(all.get(room) ?? '')
  })
  return {
    byRoom,
    of: room => {
      const one = watched.get(room) ?? makeWatchable(byRoom.value.get(room) ?? '')
      watched.set(room, one)
      return one
    },
    save: (room, text, taken = []) => {
      const shown = joinDraft({ text, taken })
      if (byRoom.value.get(room) !== shown) byRoom.set(new Map(byRoom.value).set(room, shown))
      void drafts.save({ room, text, taken, savedMs: now() })
    },
  }
}
