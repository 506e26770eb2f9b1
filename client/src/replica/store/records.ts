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

export interface OpenRecords<Records extends object> extends RecordStore<Records> {
  /** Its database was emptied under this page: puts in again what the page last knew, where nothing is there. */
  restore(): Promise<void>
}

/** @param lost names of records that tell of what else is on this disk: they go with it, and are not restored */
export const openRecords = <Records extends object>(
  database: AccountDatabase,
  lost: readonly (keyof Records & string)[] = [],
): OpenRecords<Records> => {
  /** By name, then by key. The values live anyway, in those who put or got them. */
  const remembered = new Map<string, Map<string, unknown>>()
  const remember = (name: string, key: string, value: unknown): void => {
    const known = remembered.get(name)
    if (known === undefined) remembered.set(name, new Map([[key, value]]))
    else known.set(key, value)
  }
  return {
    get: async <Name extends keyof Records & string>(name: Name, key: string) => {
      const stored = await database.read('records', tx => tx.store.get([name, key]))
      if (stored.ok && stored.value !== undefined) remember(name, key, stored.value)
      // Only `put` and `replaceAll` write here, with the type that belongs to the name.
      return stored as Result<Records[Name] | undefined, StorageFault>
    },
    list: async <Name extends keyof Records & string>(name: Name) => {
      const stored = await database.read('records', async tx => {
        const [keys, values] = await Promise.all([tx.store.getAllKeys(allOf(name)), tx.store.getAll(allOf(name))])
        return keys.map(([, key], at) => [key, values[at] as Records[Name]] as const)
      })
      if (stored.ok) for (const [key, value] of stored.value) remember(name, key, value)
      return stored
    },
    put: (name, key, value) => {
      remember(name, key, value)
      return database.write('records', 'relaxed', async tx => {
        await tx.store.put(value, [name, key])
      })
    },
    replaceAll: (name, entries) => {
      const all = [...entries]
      remembered.set(name, new Map(all))
      return database.write('records', 'relaxed', async tx => {
        const puts = all.map(([key, value]) => [value, [name, key] as [string, string]] as const)
        await Promise.all([tx.store.delete(allOf(name)), ...puts.map(([value, key]) => tx.store.put(value, key))])
      })
    },
    remove: (name, key) => {
      remembered.get(name)?.delete(key)
      return database.write('records', 'relaxed', tx => tx.store.delete([name, key]))
    },
    restore: async () => {
      const theirs = [...remembered].filter(([name]) => !lost.some(one => one === name))
      const all = theirs.flatMap(([name, byKey]) => [...byKey].map(([key, value]) => ({ name, key, value })))
      await database.write('records', 'relaxed', async tx => {
        for (const { name, key, value } of all)
          if ((await tx.store.getKey([name, key])) === undefined) await tx.store.put(value, [name, key])
      })
    },
  }
}

/** Arrays sort after every text, so `[name, []]` is above each `[name, key]`. */
const allOf = (name: string): IDBKeyRange => IDBKeyRange.bound([name], [name, []])
