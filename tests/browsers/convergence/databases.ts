/** Databases as they lie in the browser, from outside of the program that wrote them. */

interface StoreCopy {
  readonly name: string
  readonly keyPath: string | string[] | null
  readonly autoIncrement: boolean
  readonly indexes: readonly { readonly name: string; readonly keyPath: string | string[]; readonly unique: boolean }[]
  readonly rows: readonly (readonly [key: IDBValidKey, value: unknown])[]
}
export interface DatabaseCopy {
  readonly name: string
  readonly version: number
  readonly stores: readonly StoreCopy[]
}

const settle = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('failed')))
  })

/** One after the other, as a backup that runs while the program does: no two are of the same moment. */
export const copyDatabases = async (prefix: string): Promise<readonly DatabaseCopy[]> => {
  const copies: DatabaseCopy[] = []
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith(prefix)) continue
    const db = await settle(indexedDB.open(name))
    try {
      copies.push({ name, version: db.version, stores: await copyStores(db) })
    } finally {
      db.close()
    }
  }
  return copies
}

const copyStores = async (db: IDBDatabase): Promise<readonly StoreCopy[]> => {
  const names = [...db.objectStoreNames]
  if (names.length === 0) return []
  const tx = db.transaction(names, 'readonly')
  return Promise.all(
    names.map(async name => {
      const store = tx.objectStore(name)
      const indexes = [...store.indexNames].map(index => {
        const { keyPath, unique } = store.index(index)
        return { name: index, keyPath, unique }
      })
      const { keyPath, autoIncrement } = store
      const [keys, values] = await Promise.all([settle(store.getAllKeys()), settle(store.getAll())])
      return { name, keyPath, autoIncrement, indexes, rows: keys.map((key, at) => [key, values[at]] as const) }
    }),
  )
}

export const deleteDatabases = async (prefix: string): Promise<void> => {
  const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []))
  await Promise.all(names.map(name => settle(indexedDB.deleteDatabase(name))))
}

/** Puts them in the place of whatever is there now. */
export const putBack = async (prefix: string, copies: readonly DatabaseCopy[]): Promise<void> => {
  await deleteDatabases(prefix)
  for (const { name, version, stores } of copies) {
    const opening = indexedDB.open(name, version)
    opening.addEventListener('upgradeneeded', () => {
      for (const { name: store, keyPath, autoIncrement, indexes, rows } of stores) {
        const created = opening.result.createObjectStore(store, { keyPath, autoIncrement })
        for (const index of indexes) created.createIndex(index.name, index.keyPath, { unique: index.unique })
        for (const [key, value] of rows) created.put(value, ...(keyPath === null ? [key] : []))
      }
    })
    const db = await settle(opening)
    db.close()
  }
}
