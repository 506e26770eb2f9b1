import type { EnvelopeKind, EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import type { EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import { maxDriftMs } from '@sarangbang/shared/room/clock.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import { listJournal } from './listJournal.ts'
import type { StorageFault } from './storageFault.ts'

/** One envelope-to-be: everything but its place, which is known only inside the Yjs transaction that writes it. */
export interface JournalPart {
  readonly document: DocumentName
  readonly kind: EnvelopeKind
  /** The encoded body before sealing: it is sealed anew each time it is placed. */
  readonly plain: Uint8Array
  /** Where it stands in its document; `null` when nowhere yet. */
  readonly place: EnvelopePlace | null
}

/** What one action of the person wrote: all of its parts or none, in this order (head before month; design.md §5). */
export interface JournalRecord {
  /** The id of the entry that gave the action its name; two records never share one. */
  readonly id: EntryId
  readonly room: RoomId
  readonly parts: readonly JournalPart[]
  /** Unix time in milliseconds by this device's clock. */
  readonly writtenMs: number
  /** What was added to this device's clock when it was stamped. Absent in rows of an earlier version: none. */
  readonly offsetMs?: number
}

/** Whether what was stamped for both goes together: the clock was not corrected in between. */
export const isSameTime = (one: Pick<JournalRecord, 'offsetMs'>, other: Pick<JournalRecord, 'offsetMs'>): boolean =>
  Math.abs((one.offsetMs ?? 0) - (other.offsetMs ?? 0)) <= maxDriftMs

/** What this device wrote and nobody else has yet (design.md §5). */
export interface Journal {
  /**
   * `ok`: the record is on the disk, and *written* may be said. Otherwise the text is still the composer's. An id that is there already
   * is left as it is, so an append may be repeated.
   */
  append(record: JournalRecord): Promise<Result<void, StorageFault>>
  /**
   * Remembers where a record's parts stand, one place per part. Relaxed: what a power cut takes back is placed once more, and
   * folds go by entry id. Unknown ids are ignored.
   */
  place(id: EntryId, places: readonly (EnvelopePlace | null)[]): Promise<Result<void, StorageFault>>
  /**
   * Puts records in the place of those with their ids, all or none: they were stamped anew, because the clock had been wrong. One that is
   * gone meanwhile (others have it), or that another tab has stamped anew under the same offset, stays as it is.
   * `ok`: the ids of those that were replaced; for them nothing of the old stamp is to be written any more.
   */
  replace(records: readonly JournalRecord[]): Promise<Result<ReadonlySet<EntryId>, StorageFault>>
  /** For records that others have. Relaxed, as one that comes back is only replayed. Unknown ids are ignored. */
  remove(ids: readonly EntryId[]): Promise<Result<void, StorageFault>>
  /** In the order of appending; of one room or of all. Records the browser itself has lost are deleted and told of. */
  list(room?: RoomId): Promise<Result<readonly JournalRecord[], StorageFault>>
}

/** The index of ids is unique: the same record again is refused by it, and is on the disk. */
const isThereAlready = (fault: StorageFault): boolean =>
  fault.kind === 'storage-failed' && fault.reason.startsWith('ConstraintError')

export const openJournal = (database: AccountDatabase): Journal => ({
  append: async record => {
    const added = await database.write('journal', 'strict', async tx => {
      const adding = tx.store.add(record)
      // Not left to the end of the transaction, which comes a way there and back later: a page that dies in the moment after
      // the key press has then lost what its person saw on the screen. Committed here, nothing of it depends on the page any more.
      tx.commit()
      await adding
    })
    return added.ok || !isThereAlready(added.error) ? added : ok(undefined)
  },
  place: (id, places) =>
    database.write('journal', 'relaxed', async tx => {
      const key = await tx.store.index('id').getKey(id)
      const record = key === undefined ? undefined : await tx.store.get(key)
      if (!record) return
      const parts = record.parts.map((part, at) => ({ ...part, place: places[at] ?? null }))
      await tx.store.put({ ...record, parts }, key)
    }),
  replace: records =>
    database.write('journal', 'strict', async tx => {
      const replaced = new Set<EntryId>()
      for (const record of records) {
        const key = await tx.store.index('id').getKey(record.id)
        const before = key === undefined ? undefined : await tx.store.get(key)
        if (before === undefined || isSameTime(before, record)) continue
        // Under its key, so that it keeps its turn.
        await tx.store.put(record, key)
        replaced.add(record.id)
      }
      return replaced
    }),
  remove: ids =>
    database.write('journal', 'relaxed', async tx => {
      const byId = tx.store.index('id')
      const keys = await Promise.all(ids.map(id => byId.getKey(id)))
      await Promise.all(keys.map(key => (key === undefined ? undefined : tx.store.delete(key))))
    }),
  list: room => listJournal(database, room),
})
