import type { DBSchema, IDBPDatabase } from 'idb'
import * as Y from 'yjs'
import { openDeclaredStores, type StoreDeclaration } from './declaredStores.ts'
import { holdsErased } from './holdsErased.ts'
import { isUnreadable } from './storageFault.ts'
import { within } from './within.ts'

/** The database y-indexeddb 9 makes for a document: rows of updates, and a few named values. */
interface DocumentSchema extends DBSchema {
  updates: { key: number; value: unknown }
  custom: { key: string; value: unknown }
}
const stores: readonly StoreDeclaration[] = [{ name: 'updates', options: { autoIncrement: true } }, { name: 'custom' }]

export interface MendedDatabase {
  /** There was none before. */
  readonly created: boolean
  /** How many rows could not be read or decoded and were deleted. What they held has to be fetched from others. */
  readonly damagedRows: number
  /** Rows have the content of something that was erased since: they are to be replaced. */
  readonly holdsErased: boolean
}

/**
 * Makes a document's database fit for y-indexeddb, which otherwise never answers when a store is missing or one row is damaged: opens it
 * within the limit, adds missing stores, and deletes the rows that cannot be applied. Good rows stay. Never deletes a database: one that
 * is slow, full or blocked is not damaged. Rejects as IndexedDB does, or with a `TimeLimitError`.
 */
export const mendDocumentDatabase = async (database: string, limitMs: number): Promise<MendedDatabase> => {
  const callbacks = { onVersionChange: () => undefined, onTerminated: () => undefined }
  const opening = openDeclaredStores<DocumentSchema>(database, stores, callbacks)
  try {
    const { db, created } = await within(opening, limitMs, `open ${database}`)
    if (created) return { created, damagedRows: 0, holdsErased: false }
    const checked = await within(checkRows(db), limitMs, `check ${database}`)
    if (checked.damaged.length > 0) await within(deleteRows(db, checked.damaged), limitMs, `mend ${database}`)
    return { created, damagedRows: checked.damaged.length, holdsErased: checked.holdsErased }
  } finally {
    opening.then(
      ({ db }) => db.close(),
      () => undefined,
    )
  }
}

interface CheckedRows extends Pick<MendedDatabase, 'holdsErased'> {
  /** Keys of the rows that cannot be applied. */
  readonly damaged: readonly number[]
}

const checkRows = async (db: IDBPDatabase<DocumentSchema>): Promise<CheckedRows> => {
  const keys = await readUpdates(db).getAllKeys()
  const rows = await readRows(db, keys)
  // The same calls in the same order as y-indexeddb will make them, so what passes here cannot throw there. In one transaction, as
  // there: 5,000 rows take 15–40 ms, and 75–90 ms one by one.
  const scratch = new Y.Doc()
  const isGood = scratch.transact(() => rows.map(row => applies(scratch, row)))
  const good = rows.filter((row, at): row is Uint8Array => row instanceof Uint8Array && isGood[at] === true)
  const checked = { damaged: keys.filter((_, at) => isGood[at] !== true), holdsErased: holdsErased(scratch, good) }
  scratch.destroy()
  return checked
}

/** A transaction of its own: a row that cannot be read aborts it. idb's shortcuts would leave that abort as a rejection nobody handles. */
const readUpdates = (db: IDBPDatabase<DocumentSchema>) => {
  const tx = db.transaction('updates')
  tx.done.catch(() => undefined)
  return tx.store
}

/** All at once, or one by one when the browser cannot read them all: a value's own file may be gone (over 64 KiB in Chromium). */
const readRows = async (db: IDBPDatabase<DocumentSchema>, keys: readonly number[]): Promise<readonly unknown[]> => {
  try {
    return await readUpdates(db).getAll()
  } catch (error) {
    if (!isUnreadable(error)) throw error
  }
  const rows: unknown[] = []
  for (const key of keys) {
    const row = readUpdates(db).get(key)
    rows.push(
      await row.catch((error: unknown) => {
        if (isUnreadable(error)) return null
        throw error
      }),
    )
  }
  return rows
}

const applies = (doc: Y.Doc, row: unknown): boolean => {
  if (!(row instanceof Uint8Array)) return false
  try {
    Y.applyUpdate(doc, row)
    return true
  } catch {
    return false
  }
}

const deleteRows = async (db: IDBPDatabase<DocumentSchema>, keys: readonly number[]): Promise<void> => {
  const tx = db.transaction('updates', 'readwrite')
  await Promise.all([...keys.map(key => tx.store.delete(key)), tx.done])
}
