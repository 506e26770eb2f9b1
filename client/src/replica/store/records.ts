import type { Result } from '@sarangbang/shared/result.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import type { StorageFault } from './storageFault.ts'

/**
 * What the relay last said of rooms, connections and people, kept so that the next start shows it at once. `Records` gives each name
 * its type: `openRecords<{ connection: Connection; profile: Person }>(database)`. Values are whatever structured clone carries.
 * Everything here can be fetched again, so writes are relaxed.
 */
export interface RecordStore<Records extends object> {
  get<Name extends keyof Records & string>(
    name: Name,
    key: string,
  ): Promise<Result<Records[Name] | undefined, StorageFault>>
  /** By ascending key. */
  list<Name extends keyof Records & string>(
    name: Name,
  ): Promise<Result<readonly (readonly [key: string, value: Records[Name]])[], StorageFault>>
  put<Name extends keyof Records & string>(
    name: Name,
    key: string,
    value: Records[Name],
  ): Promise<Result<void, StorageFault>>
  /** Makes `entries` all there is under this name, in one transaction: a snapshot. */
  replaceAll<Name extends keyof Records & string>(
    name: Name,
    entries: Iterable<readonly [key: string, value: Records[Name]]>,
  ): Promise<Result<void, StorageFault>>
  remove(name: keyof Records & string, key: string): Promise<Result<void, StorageFault>>
}

export const openRecords = <Records extends object>(database: AccountDatabase): RecordStore<Records> => ({
  get: <Name extends keyof Records & string>(name: Name, key: string) =>
    // Only `put` and `replaceAll` write here, with the type that belongs to the name.
    database.read('records', tx => tx.store.get([name, key]) as Promise<Records[Name] | undefined>),
  list: <Name extends keyof Records & string>(name: Name) =>
    database.read('records', async tx => {
      const [keys, values] = await Promise.all([tx.store.getAllKeys(allOf(name)), tx.store.getAll(allOf(name))])
      return keys.map(([, key], at) => [key, values[at] as Records[Name]] as const)
    }),
  put: (name, key, value) =>
    database.write('records', 'relaxed', async tx => {
      await tx.store.put(value, [name, key])
    }),
  replaceAll: (name, entries) =>
    database.write('records', 'relaxed', async tx => {
      const puts = Array.from(entries, ([key, value]) => [value, [name, key] as [string, string]] as const)
      await Promise.all([tx.store.delete(allOf(name)), ...puts.map(([value, key]) => tx.store.put(value, key))])
    }),
  remove: (name, key) => database.write('records', 'relaxed', tx => tx.store.delete([name, key])),
})

/** Arrays sort after every text, so `[name, []]` is above each `[name, key]`. */
const allOf = (name: string): IDBKeyRange => IDBKeyRange.bound([name], [name, []])
