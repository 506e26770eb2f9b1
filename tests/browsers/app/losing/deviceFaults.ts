import type { BrowserContext, Page } from '@playwright/test'

/** What goes wrong with a device's storage, done on purpose with the browser's own IndexedDB. Databases are chosen by their names. */
export interface DeviceFaults {
  /** Closes every open connection as a browser that has lost its storage process does, with the event that tells of it. */
  close(database: string): number
  /** The next so many attempts to begin a writing transaction on this store fail. */
  refuse(database: string, store: string, count: number): void
  /** The next so many writing transactions abort. */
  abortNext(database: string, count: number): void
  /** How many of them have done so. */
  aborted(): number
  /** Every row of a store becomes one that no program of ours has written; how many there were. */
  garble(database: string, store: string): Promise<number>
  /** Deletes it, whoever has it open. */
  remove(database: string): Promise<void>
  /** Holds it open so that an upgrade waits, and whoever opens it waits behind. `letGo` ends that. */
  block(database: string): Promise<void>
  /** Writes to this store without end, so that whoever else writes to it waits. `letGo` ends that too. */
  hold(database: string, store: string): Promise<void>
  letGo(): void
  names(): Promise<readonly string[]>
}

declare global {
  interface Window {
    deviceFaults: DeviceFaults
  }
}

/** Runs in the page, before its own code. */
const install = (): void => {
  const connections = new Set<IDBDatabase>()
  const refusals = { database: '', store: '', left: 0 }
  const aborts = { database: '', left: 0, done: 0 }
  const transaction = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (this: IDBDatabase, ...args: Parameters<typeof transaction>) {
    connections.add(this)
    const asked = [args[0]].flat()
    const isRefused = this.name === refusals.database && asked.includes(refusals.store) && args[1] === 'readwrite'
    if (isRefused && refusals.left-- > 0) throw new DOMException('on purpose', 'AbortError')
    const tx = transaction.apply(this, args)
    if (tx.mode === 'readwrite' && aborts.left > 0 && this.name.includes(aborts.database)) {
      aborts.left--
      aborts.done++
      queueMicrotask(() => {
        try {
          tx.abort()
        } catch {
          // Committed in the same turn: too late, so it does not count.
          aborts.left++
          aborts.done--
        }
      })
    }
    return tx
  }
  const settle = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('failed')))
    })
  const garbageOf = (value: unknown, keyPath: string | string[] | null): unknown => {
    if (value instanceof Uint8Array) return new Uint8Array(200).fill(0xfe)
    // Rows that carry their own key cannot be stored without it.
    const kept = keyPath === null ? [] : [keyPath].flat()
    return Object.fromEntries(kept.map(name => [name, (value as Record<string, unknown>)[name]]))
  }
  let held: IDBDatabase | null = null
  let isHolding = false
  window.deviceFaults = {
    close: name => {
      const chosen = [...connections].filter(db => db.name.includes(name))
      for (const db of chosen) {
        connections.delete(db)
        db.close()
        db.dispatchEvent(new Event('close'))
      }
      return chosen.length
    },
    refuse: (database, store, count) => void Object.assign(refusals, { database, store, left: count }),
    abortNext: (database, count) => void Object.assign(aborts, { database, left: count, done: 0 }),
    aborted: () => aborts.done,
    garble: async (name, storeName) => {
      const db = await settle(indexedDB.open(name))
      const tx = transaction.call(db, storeName, 'readwrite')
      const store = tx.objectStore(storeName)
      const [keys, values] = await Promise.all([settle(store.getAllKeys()), settle(store.getAll())])
      keys.forEach((key, at) => {
        const garbage = garbageOf(values[at], store.keyPath)
        if (store.keyPath === null) store.put(garbage, key)
        else store.put(garbage)
      })
      await new Promise(resolve => tx.addEventListener('complete', resolve))
      db.close()
      return keys.length
    },
    remove: async name => void (await settle(indexedDB.deleteDatabase(name))),
    block: async name => {
      held = await settle(indexedDB.open(name))
      const request = indexedDB.open(name, held.version + 1)
      request.addEventListener('success', () => request.result.close())
      await new Promise(resolve => request.addEventListener('blocked', resolve, { once: true }))
    },
    hold: async (name, storeName) => {
      held = await settle(indexedDB.open(name))
      isHolding = true
      const store = transaction.call(held, storeName, 'readwrite').objectStore(storeName)
      await settle(store.count())
      // A transaction lives as long as each of its answers asks for another.
      const goOn = (): unknown => isHolding && settle(store.count()).then(goOn)
      void goOn()
    },
    letGo: () => {
      isHolding = false
      held?.close()
    },
    names: async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []),
  }
}

/** Every page that the context opens from now on can be harmed. */
export const installDeviceFaults = async (context: BrowserContext): Promise<void> => {
  await context.addInitScript(install)
}

/** A page of the app's origin without the app (any address that is no file is the app's, by its service worker): another tab that harms the device while nobody looks. */
export const openBareTab = async (context: BrowserContext): Promise<Page> => {
  const tab = await context.newPage()
  await tab.goto('/manifest.webmanifest')
  return tab
}

/** The name of the account's own database; there is one account. */
export const accountDatabaseOf = async (page: Page): Promise<string> => {
  const names = await page.evaluate(() => window.deviceFaults.names())
  const own = names.find(name => /^sarangbang\/[^/]+$/.test(name))
  if (own === undefined) throw new Error(`no account's database among ${names.join(', ')}`)
  return own
}
