import type { EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { newEntryId } from './newEntryId.ts'
import type { TakenDraft } from './replica.ts'
import { backOffMs } from './store/backOff.ts'
import { joinTexts, settleTaken, type DraftRecord } from './store/draftRecord.ts'
import type { Drafts } from './store/drafts.ts'
import { makeWatchable, type Watchable, type Watched } from './watched.ts'

export interface RoomDrafts {
  /** What is in the fields. What is on its way into the journal is in none; it is kept on the disk beside them. */
  readonly byRoom: Watched<ReadonlyMap<RoomId, string>>
  of(room: RoomId): Watched<string>
  save(room: RoomId, text: string): void
  take(room: RoomId): TakenDraft
  /** Resolves once the database has told what it holds. Until then there is what localStorage has, and nothing is replaced. */
  readonly isRead: Promise<void>
  close(): void
}

/** A database that does not answer at the start is asked again after this long; each time has a limit of 5 s of its own. */
const readAgain = { firstMs: 1_000, capMs: 30_000 }

/** What stands in composers: in memory at once, on the disk per key press, so that neither a reload nor an update costs a word. */
export const openRoomDrafts = (drafts: Drafts, now: () => number): RoomDrafts => {
  const byRoom = makeWatchable<ReadonlyMap<RoomId, string>>(new Map())
  const composed = new Map<RoomId, DraftRecord>()
  /** What a page before this one had taken and not settled. */
  const leftOver = new Map<EntryId, RoomId>()
  /** Changed here while the database had not told what it holds. */
  const early = new Set<RoomId>()
  let isWhole = false

  const recordOf = (room: RoomId): DraftRecord => composed.get(room) ?? { room, text: '', savedMs: -1 }
  const show = (record: DraftRecord): void => {
    const { room, text } = record
    composed.set(room, record)
    if ((byRoom.value.get(room) ?? '') !== text) byRoom.set(new Map(byRoom.value).set(room, text))
  }
  const meet = (record: DraftRecord): void => {
    for (const { id } of record.taken ?? []) leftOver.set(id, record.room)
    show(record)
  }
  const keep = (room: RoomId): void => {
    const record = { ...recordOf(room), savedMs: now() }
    composed.set(room, record)
    if (isWhole) {
      void drafts.save(record)
      return
    }
    early.add(room)
    drafts.mirror(record)
  }

  const found = new Map(drafts.mirrored().map(draft => [draft.room, draft]))
  found.forEach(meet)
  /** What the database holds and localStorage does not. Where somebody was quicker than the disk, it goes before what they wrote. */
  const addRow = (row: DraftRecord): void => {
    if (row.savedMs <= (found.get(row.room)?.savedMs ?? -1)) return
    if (!early.has(row.room)) return meet(row)
    const { text, taken = [], savedMs } = recordOf(row.room)
    const others = (row.taken ?? []).filter(({ id }) => taken.every(one => one.id !== id))
    for (const { id } of others) leftOver.set(id, row.room)
    show({ room: row.room, text: joinTexts(row.text, text), taken: [...others, ...taken], savedMs })
  }
  /** As messages they are gone for good, also from the disk: the journal forgets what others have. */
  const settleLeftOver = async (): Promise<void> => {
    const asked = [...leftOver]
    const kept = await drafts.journaled(asked.map(([id]) => id))
    for (const [id, room] of asked) {
      leftOver.delete(id)
      const settled = settleTaken(recordOf(room), id, kept.has(id))
      show(settled)
      if (kept.has(id) && !early.has(room)) void drafts.amend(settled)
    }
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  const read = async (failures: number, done: () => void): Promise<void> => {
    const listed = await drafts.list()
    if (listed.ok) listed.value.forEach(addRow)
    await settleLeftOver()
    if (isClosed) return
    if (!listed.ok) {
      timer = setTimeout(() => void read(failures + 1, done), backOffMs(readAgain, failures + 1, 1))
      return
    }
    isWhole = true
    early.forEach(keep)
    done()
  }
  const isRead = new Promise<void>(resolve => void read(0, resolve))

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
    save: (room, text) => {
      show({ ...recordOf(room), text })
      keep(room)
    },
    take: room => {
      const { text, taken = [], ...record } = recordOf(room)
      const id = newEntryId()
      show({ ...record, text: '', taken: [...taken, { id, text }] })
      // After the journal has been asked, in the same breath: the message does not wait for its draft.
      queueMicrotask(() => keep(room))
      return {
        id,
        settle: isKept => {
          show(settleTaken(recordOf(room), id, isKept))
          keep(room)
        },
      }
    },
    isRead,
    close: () => {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
