import type { IDBPTransaction, IndexNames, StoreKey, StoreNames, StoreValue } from 'idb'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase, AccountSchema } from './accountDatabase.ts'
import { isUnreadable, type StorageFault } from './storageFault.ts'

/** Whether a stored value is one that this program writes: all that is relied on later, and no more. */
export type IsSound = (value: unknown) => boolean

type Store = StoreNames<AccountSchema>
/** Which rows: all, or those that an index has under one key. */
export interface RowQuery<Name extends Store> {
  readonly index: IndexNames<AccountSchema, Name>
  readonly key: IDBValidKey
}

/**
 * The rows of a store that can be used, in its order. A row is damaged when the browser cannot read it (over 64 KiB Chromium keeps values
 * in files of their own, which can be lost) or when it is nothing that this program writes. One such row must not take the others with
 * it, nor keep the app from starting: it is deleted, as nobody can ever read it, and told of as `damaged`.
 */
export const soundRows = async <Name extends Store>(
  database: AccountDatabase,
  store: Name,
  isSound: IsSound,
  query?: RowQuery<Name>,
): Promise<Result<readonly StoreValue<AccountSchema, Name>[], StorageFault>> => {
  const read = await readAll(database, store, query)
  if (!read.ok) return read
  const damaged = read.value.filter(([, value]) => !isSound(value)).map(([key]) => key)
  if (damaged.length > 0) {
    await database.write(store, 'relaxed', tx => Promise.all(damaged.map(key => tx.store.delete(key))))
    database.report({ kind: 'damaged', database: database.name, store, rows: damaged.length })
  }
  const values = read.value.map(([, value]) => value).filter(isSound)
  // Sound is what the schema promises; nobody but this program's own `write`s puts anything there.
  return ok(values as StoreValue<AccountSchema, Name>[])
}

type Row<Name extends Store> = readonly [StoreKey<AccountSchema, Name>, unknown]

const readAll = async <Name extends Store>(
  database: AccountDatabase,
  store: Name,
  query: RowQuery<Name> | undefined,
): Promise<Result<readonly Row<Name>[], StorageFault>> => {
  const all = await database.read(store, async tx => {
    const rows = rowsOf(tx, query)
    const [keys, values] = await Promise.all([rows.getAllKeys(), rows.getAll()])
    return keys.map((key, at) => [key, values[at]] as const)
  })
  if (all.ok) return all
  const keys = await database.read(store, tx => rowsOf(tx, query).getAllKeys())
  return keys.ok ? readEach(database, store, keys.value) : keys
}

/** The store, or the part of it an index gives: `getAll` and `getAllKeys` of both are alike, and idb has no name for that. */
const rowsOf = <Name extends Store>(
  tx: IDBPTransaction<AccountSchema, [Name], 'readonly'>,
  query: RowQuery<Name> | undefined,
) => {
  const { store } = tx
  if (query === undefined) {
    return { getAll: (): Promise<unknown[]> => store.getAll(), getAllKeys: () => store.getAllKeys() }
  }
  const index = store.index(query.index)
  const range = IDBKeyRange.only(query.key)
  return { getAll: (): Promise<unknown[]> => index.getAll(range), getAllKeys: () => index.getAllKeys(range) }
}

/** One transaction each, because a value that cannot be read aborts its transaction; `null` in its place. */
const readEach = async <Name extends Store>(
  database: AccountDatabase,
  store: Name,
  keys: readonly StoreKey<AccountSchema, Name>[],
): Promise<Result<readonly Row<Name>[], StorageFault>> => {
  const rows: Row<Name>[] = []
  for (const key of keys) {
    let lost = false
    const row = await database.read(store, tx =>
      tx.store.get(key).catch((error: unknown) => {
        lost = isUnreadable(error)
        throw error
      }),
    )
    if (!row.ok && !lost) return fail(row.error)
    rows.push([key, row.ok ? row.value : null])
  }
  return ok(rows)
}
