/** One IndexedDB database: its stores with all their rows, keys and values as JSON (see `encode` in takeDatabases). */
export interface DatabaseImage {
  readonly name: string
  readonly version: number
  readonly stores: readonly StoreImage[]
}
interface StoreImage {
  readonly name: string
  readonly keyPath: string | string[] | null
  readonly autoIncrement: boolean
  readonly indexes: readonly {
    readonly name: string
    readonly keyPath: string | string[]
    readonly unique: boolean
    readonly multiEntry: boolean
  }[]
  readonly rows: readonly { readonly key: unknown; readonly value: unknown }[]
}

/** Runs in a page, so all it needs is in it. Reads every database of the origin. */
export const takeDatabases = async (): Promise<DatabaseImage[]> => {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  /** What JSON has no word for becomes `{ is, of }`; anything not foreseen here fails instead of changing on the way. */
  const encode = (value: unknown): unknown => {
    if (value === undefined) return { is: 'undefined' }
    if (value instanceof Uint8Array) return { is: 'bytes', of: btoa(String.fromCharCode(...value)) }
    if (value instanceof Map) return { is: 'map', of: [...value].map(encode) }
    if (Array.isArray(value)) return value.map(encode)
    if (typeof value !== 'object' || value === null) return value
    if (Object.getPrototypeOf(value) !== Object.prototype) throw new Error(`cannot copy ${value.constructor.name}`)
    return { is: 'object', of: Object.entries(value).map(encode) }
  }
  const takeStore = async (store: IDBObjectStore): Promise<StoreImage> => {
    const [keys, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())])
    return {
      name: store.name,
      keyPath: store.keyPath,
      autoIncrement: store.autoIncrement,
      indexes: [...store.indexNames].map(name => {
        const { keyPath, unique, multiEntry } = store.index(name)
        return { name, keyPath, unique, multiEntry }
      }),
      rows: keys.map((key, i) => ({ key: encode(key), value: encode(values[i]) })),
    }
  }
  const images: DatabaseImage[] = []
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name ?? ''))
    const names = [...database.objectStoreNames]
    const stores: StoreImage[] = []
    for (const store of names) stores.push(await takeStore(database.transaction(store).objectStore(store)))
    images.push({ name: database.name, version: database.version, stores })
    database.close()
  }
  return images
}

/** Runs in a page that has none of these databases yet. */
export const layDatabases = async (images: readonly DatabaseImage[]): Promise<void> => {
  interface Encoded {
    readonly is: 'undefined' | 'bytes' | 'map' | 'object'
    readonly of?: unknown
  }
  const decode = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(decode)
    if (typeof value !== 'object' || value === null) return value
    const { is, of } = value as Encoded
    if (is === 'undefined') return undefined
    if (is === 'bytes') return Uint8Array.from(atob(of as string), character => character.charCodeAt(0))
    const entries = decode(of) as [string, unknown][]
    return is === 'map' ? new Map(entries) : Object.fromEntries(entries)
  }
  const lay = ({ name, version, stores }: DatabaseImage): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(name, version)
      request.onupgradeneeded = () => {
        for (const { name: storeName, keyPath, autoIncrement, indexes, rows } of stores) {
          const store = request.result.createObjectStore(storeName, { keyPath, autoIncrement })
          for (const { name: index, keyPath: of, ...options } of indexes) store.createIndex(index, of, options)
          for (const { key, value } of rows) {
            if (keyPath === null) store.put(decode(value), decode(key) as IDBValidKey)
            else store.put(decode(value))
          }
        }
      }
      request.onerror = () => reject(request.error)
      request.onsuccess = () => {
        request.result.close()
        resolve()
      }
    })
  for (const image of images) await lay(image)
}
