import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb'

/** One object store as the program needs it. Only ever added to: a changed format takes a new name. */
export interface StoreDeclaration {
  readonly name: string
  readonly options?: IDBObjectStoreParameters
  readonly indexes?: readonly { readonly name: string; readonly path: string; readonly unique?: boolean }[]
}

export interface OpenedDatabase<Schema extends DBSchema> {
  readonly db: IDBPDatabase<Schema>
  /** There was no such database before. */
  readonly created: boolean
}

export interface ConnectionCallbacks {
  /** Another connection wants to delete (`null`) or extend the database; this one is closed already. */
  onVersionChange(newVersion: number | null): void
  /** The browser cut the connection. */
  onTerminated(): void
}

/**
 * Opens a database and sees to it that every declared store is in it. The stores themselves are the version: what is missing
 * (a newer program needs more; a creation was cut short) is added under the next version number, so neither an older tab nor
 * an older service worker can be locked out by a number, and nothing that is there is ever dropped. Rejects as IndexedDB does.
 */
export const openDeclaredStores = async <Schema extends DBSchema>(
  name: string,
  stores: readonly StoreDeclaration[],
  callbacks: ConnectionCallbacks,
): Promise<OpenedDatabase<Schema>> => {
  let created = false
  const open = (version?: number) =>
    openDB<Schema>(name, version, {
      upgrade: (db, oldVersion, _, tx) => {
        created ||= oldVersion === 0
        // idb types one schema's names; a declaration is plain text until it meets the schema of the caller.
        addMissing(db as unknown as IDBPDatabase, tx as unknown as UpgradeTransaction, stores)
      },
      blocking: (_, newVersion, event) => {
        const holder = event.target
        if (holder instanceof IDBDatabase) holder.close()
        callbacks.onVersionChange(newVersion)
      },
      terminated: () => callbacks.onTerminated(),
    })

  const db = await open()
  if (stores.every(store => db.objectStoreNames.contains(store.name as StoreNames<Schema>))) return { db, created }
  db.close()
  return { db: await open(db.version + 1), created }
}

type UpgradeTransaction = IDBPTransaction<unknown, string[], 'versionchange'>

const addMissing = (db: IDBPDatabase, tx: UpgradeTransaction, stores: readonly StoreDeclaration[]): void => {
  for (const { name, options, indexes = [] } of stores) {
    const store = db.objectStoreNames.contains(name) ? tx.objectStore(name) : db.createObjectStore(name, options)
    for (const index of indexes) {
      if (!store.indexNames.contains(index.name)) {
        store.createIndex(index.name, index.path, { unique: index.unique ?? false })
      }
    }
  }
}
