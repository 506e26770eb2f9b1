/** What goes wrong on a real device, done on purpose with the browser's own IndexedDB. */

const connections = new Set<IDBDatabase>()
const durabilities = new Map<string, IDBTransactionDurability[]>()
const aborts = { database: '', count: 0 }

// Every connection passes here, y-indexeddb's too, so that it can be closed or its transactions aborted from outside.
const transaction = IDBDatabase.prototype.transaction
IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
  connections.add(this)
  const tx = transaction.apply(this, args)
  if (tx.mode === 'readwrite') durabilities.set(this.name, [...(durabilities.get(this.name) ?? []), tx.durability])
  if (tx.mode === 'readwrite' && this.name === aborts.database && aborts.count > 0) {
    aborts.count--
    abortSoon(tx)
  }
  return tx
}

/** Whatever the program does with it: one that is told to commit in its first breath may find a disk that refuses as well. */
const abortSoon = (tx: IDBTransaction): void => {
  let isAborted = false
  const abort = () => {
    if (!isAborted) tx.abort()
    isAborted = true
  }
  tx.commit = abort
  queueMicrotask(abort)
}

const settle = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('failed')))
  })
const committed = (tx: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    tx.addEventListener('complete', () => resolve())
    tx.addEventListener('abort', () => reject(tx.error ?? new Error('aborted')))
  })
const inUpdates = async <T>(database: string, work: (store: IDBObjectStore) => T | Promise<T>): Promise<T> => {
  const db = await settle(indexedDB.open(database))
  const tx = db.transaction('updates', 'readwrite')
  const [result] = await Promise.all([work(tx.objectStore('updates')), committed(tx)])
  db.close()
  return result
}

/** Bytes no update begins with: far more clients than bytes. */
const garbage = new Uint8Array(200).fill(0xfe)

export const faults = {
  /** The next `count` writing transactions of this database abort. */
  abortNext: (database: string, count: number) => Object.assign(aborts, { database, count }),
  /** What each writing transaction so far asked of the disk: a kill cannot tell strict from relaxed, only a power cut could. */
  durabilities: (database: string) => durabilities.get(database) ?? [],
  /** How many of them are still to come. */
  abortsLeft: () => aborts.count,
  closeUnderneath: (database: string) => {
    for (const db of connections) if (db.name === database) db.close()
  },
  /** Garbage behind good rows, as a torn write leaves it. */
  addRow: async (database: string, how: 'garbage' | 'cut' | 'text' | 'empty' | 'nothing') => {
    const [good = garbage] = await faults.rows(database)
    const value = {
      garbage,
      cut: good.slice(0, good.length >> 1),
      text: 'not bytes',
      empty: new Uint8Array(0),
      nothing: null,
    }[how]
    await inUpdates(database, store => void store.add(value))
  },
  /** A row that mattered becomes garbage; `false` when there is none so long. */
  overwriteRow: (database: string, minBytes: number) =>
    inUpdates(database, async store => {
      const [keys, rows] = await Promise.all([settle(store.getAllKeys()), settle(store.getAll())])
      const at = rows.findIndex((row: Uint8Array) => row.length >= minBytes)
      const key = keys[at]
      if (key === undefined) return false
      store.put(garbage, key)
      return true
    }),
  rows: (database: string): Promise<Uint8Array[]> => inUpdates(database, store => settle(store.getAll())),
  delete: (database: string) => settle(indexedDB.deleteDatabase(database)),
  /** Creates a database without a single store, as a creation that was cut short. */
  createEmpty: async (database: string) => {
    const db = await settle(indexedDB.open(database))
    db.close()
  },
  /** A connection that lets nobody delete, and a deletion waiting for it: whoever opens now waits too. Returns what lets go. */
  block: async (database: string) => {
    const db = await settle(indexedDB.open(database))
    const request = indexedDB.deleteDatabase(database)
    await new Promise<void>(resolve => request.addEventListener('blocked', () => resolve(), { once: true }))
    Object.assign(globalThis, { letGo: () => db.close() })
  },
  letGo: () => (globalThis as unknown as { letGo(): void }).letGo(),
}
