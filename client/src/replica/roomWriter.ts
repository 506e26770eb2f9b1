import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { Clock } from '@sarangbang/shared/room/clock.ts'
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
  /** Writes what of a record stands nowhere yet: after a start, when keys were missing, or because the clock was corrected. */
  place(id: EntryId): Promise<Result<void, KeysMissing | StorageFault>>
  /** Runs `work`, which must not reject, when nothing is being written: it may change records. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /** Tries again what is journaled and could not be placed: no key could be made or kept. Also by itself, a little later. */
  retry(): void
  /** Resolves when everything asked for so far has ended: it stands in its documents, or came to nothing, or waits for `retry`. */
  idle(): Promise<void>
  close(): void
}

export interface RoomWriterDeps extends RecordWriting {
  readonly room: RoomDescriptor
  readonly journal: Journal
  readonly clock: Pick<Clock, 'nowMs' | 'offsetMs'>
  /** A record is in the journal, or in its documents: what stands where. */
  readonly onRecord: (record: JournalRecord) => void
  /** A journaled record as it is now, of which nobody else has everything; `undefined` when it was taken back. */
  readonly recordOf: (id: EntryId) => JournalRecord | undefined
}

/** A full disk or a browser out of breath: soon enough not to be noticed, seldom enough to cost nothing. */
const retryMs = 5_000

/** The way of everything written here: journal (strict), then document; links and stores follow the document (design.md §5). */
export const makeRoomWriter = (deps: RoomWriterDeps): RoomWriter => {
  const { room, journal, clock, onRecord, recordOf } = deps
  /** One record at a time, so that two never make an epoch each, and they stand in the order they were written. */
  let queue: Promise<unknown> = Promise.resolve()
  const { track, idle } = makeUnderWay()

  const placeNow = async (record: JournalRecord): Promise<Result<void, KeysMissing | StorageFault>> => {
    const written = await writeRecord(record, deps)
    if (!written.ok) return written
    onRecord(written.value)
    void journal.place(
      record.id,
      written.value.parts.map(({ place }) => place),
    )
    return ok(undefined)
  }
  const unplaced = new Set<EntryId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const placeSafely: RoomWriter['place'] = async id => {
    // Its documents are let go of; the journal has it until the room is opened again.
    if (closed) return fail({ kind: 'storage-failed', reason: 'the room is closed' })
    const record = recordOf(id)
    const done =
      record === undefined || record.parts.every(({ place }) => place !== null)
        ? ok(undefined)
        : await placeNow(record).catch((error: unknown) =>
            // One record that no program of ours can write must not keep the room, or the records behind it, from opening.
            fail({ kind: 'storage-failed', reason: String(error) } as const),
          )
    if (done.ok) unplaced.delete(id)
    else if (!closed) {
      unplaced.add(id)
      timer ??= setTimeout(retry, retryMs)
    }
    return done
  }
  const inTurn: RoomWriter['inTurn'] = work => {
    const done = queue.then(work)
    queue = done
    return track(done)
  }
  const place: RoomWriter['place'] = id => inTurn(() => placeSafely(id))
  const retry = (): void => {
    clearTimeout(timer)
    timer = undefined
    const waiting = [...unplaced]
    unplaced.clear()
    for (const id of waiting) void place(id)
  }
  const write: RoomWriter['write'] = async (id, writings) => {
    const record: JournalRecord = {
      id,
      room: room.id,
      parts: writings.map(writingToPart),
      writtenMs: clock.nowMs(),
      offsetMs: clock.offsetMs,
    }
    const journaled = await journal.append(record)
    if (!journaled.ok) {
      // The text goes back to the composer, whose next attempt bears another id; what reached the disk after all would be a double.
      if (journaled.error.kind !== 'storage-full') void track(journal.remove([id]))
      return fail(journaled.error)
    }
    onRecord(record)
    retry()
    void place(id)
    return ok(undefined)
  }
  return {
    write: (id, writings) => track(write(id, writings)),
    place,
    inTurn,
    retry,
    idle,
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}
