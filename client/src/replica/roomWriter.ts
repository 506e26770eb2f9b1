import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { KeysMissing } from './roomKeys.ts'
import type { Journal, JournalRecord } from './store/journal.ts'
import type { StorageFault } from './store/storageFault.ts'
import { makeUnderWay } from './underWay.ts'
import { writeRecord, type RecordWriting } from './writeRecord.ts'
import { writingToPart, type Writing } from './writing.ts'

export interface RoomWriter {
  /**
   * One action of a person, head before month. `ok`: it is on this disk (*written*), and in its documents as soon as they are read.
   * Otherwise nothing of it is anywhere.
   */
  write(id: EntryId, writings: readonly Writing[]): Promise<Result<void, StorageFault>>
  /** Puts a record of the journal into its documents, anew: after a start, or when keys were missing. */
  stamp(record: JournalRecord): Promise<Result<void, KeysMissing | StorageFault>>
  /** Tries again what is journaled and could not be stamped: no key could be made or kept. Also by itself, a little later. */
  retry(): void
  /** Resolves when everything asked for so far has ended: it stands in its documents, or came to nothing, or waits for `retry`. */
  idle(): Promise<void>
  close(): void
}

export interface RoomWriterDeps extends RecordWriting {
  readonly room: RoomDescriptor
  readonly journal: Journal
  readonly now: () => number
  /** After each record: what stands where. */
  readonly onStamped: (record: JournalRecord) => void
  /** Whether a journaled record is still to be written: it may have been taken back meanwhile. */
  readonly isWanted: (id: EntryId) => boolean
}

/** A full disk or a browser out of breath: soon enough not to be noticed, seldom enough to cost nothing. */
const retryMs = 5_000

/** The way of everything written here: journal (strict), then document; links and stores follow the document (design.md §5). */
export const makeRoomWriter = (deps: RoomWriterDeps): RoomWriter => {
  const { room, journal, now, onStamped, isWanted } = deps
  /** One record at a time, so that two never make an epoch each, and they stand in the order they were written. */
  let queue: Promise<unknown> = Promise.resolve()
  const { track, idle } = makeUnderWay()

  const stampNow = async (record: JournalRecord): Promise<Result<void, KeysMissing | StorageFault>> => {
    const written = await writeRecord(record, deps)
    if (!written.ok) return written
    onStamped(written.value)
    void journal.place(
      record.id,
      written.value.parts.map(({ place }) => place),
    )
    return ok(undefined)
  }
  const unstamped = new Map<EntryId, JournalRecord>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const stampSafely: RoomWriter['stamp'] = async record => {
    const done = await stampNow(record).catch((error: unknown) =>
      // One record that no program of ours can write must not keep the room, or the records behind it, from opening.
      fail({ kind: 'storage-failed', reason: String(error) } as const),
    )
    if (done.ok) unstamped.delete(record.id)
    else if (!closed) {
      unstamped.set(record.id, record)
      timer ??= setTimeout(retry, retryMs)
    }
    return done
  }
  const stamp: RoomWriter['stamp'] = record => {
    const done = queue.then(() => stampSafely(record))
    queue = done
    return track(done)
  }
  const retry = (): void => {
    clearTimeout(timer)
    timer = undefined
    const waiting = [...unstamped.values()]
    unstamped.clear()
    for (const record of waiting) if (isWanted(record.id)) void stamp(record)
  }
  const write: RoomWriter['write'] = async (id, writings) => {
    const record: JournalRecord = { id, room: room.id, parts: writings.map(writingToPart), writtenMs: now() }
    const journaled = await journal.append(record)
    if (!journaled.ok) {
      // The text goes back to the composer, whose next attempt bears another id; what reached the disk after all would be a double.
      if (journaled.error.kind !== 'storage-full') void track(journal.remove([id]))
      return fail(journaled.error)
    }
    onStamped(record)
    retry()
    void stamp(record)
    return ok(undefined)
  }
  return {
    write: (id, writings) => track(write(id, writings)),
    stamp,
    retry,
    idle,
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
