import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import type { JournalRecord } from './journal.ts'
import { isUnreadable, type StorageFault } from './storageFault.ts'

/**
 * The journal in the order of appending; of one room or of all. A record whose bytes the browser has lost (over 64 KiB Chromium keeps
 * them in a file of their own) is passed over, so that it does not take the others with it.
 */
export const listJournal = async (
  database: AccountDatabase,
  room: RoomId | undefined,
): Promise<Result<readonly JournalRecord[], StorageFault>> => {
  // An index lists equal keys by primary key, which is the order of appending.
  const all = await database.read('journal', tx =>
    room === undefined ? tx.store.getAll() : tx.store.index('room').getAll(room),
  )
  if (all.ok) return all
  const keys = await database.read('journal', tx =>
    room === undefined ? tx.store.getAllKeys() : tx.store.index('room').getAllKeys(room),
  )
  if (!keys.ok) return keys
  const readable: JournalRecord[] = []
  for (const key of keys.value) {
    const record = await readRecord(database, key)
    if (!record.ok) return record
    if (record.value) readable.push(record.value)
  }
  return ok(readable)
}

/** In a transaction of its own, because a value that cannot be read aborts its transaction. */
const readRecord = async (
  database: AccountDatabase,
  key: number,
): Promise<Result<JournalRecord | undefined, StorageFault>> => {
  let lost = false
  const record = await database.read('journal', tx =>
    tx.store.get(key).catch((error: unknown) => {
      lost = isUnreadable(error)
      throw error
    }),
  )
  return lost ? ok(undefined) : record
}
