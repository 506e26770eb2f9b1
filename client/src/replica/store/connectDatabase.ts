import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { openDeclaredStores, type OpenedDatabase, type StoreDeclaration } from './declaredStores.ts'
import { isMarked, mark } from './originMarks.ts'
import { isConnectionLost, storageFaultOf, type StorageFault } from './storageFault.ts'
import { TimeLimitError, within } from './within.ts'

/** `strict`: on the disk when the write resolves. `relaxed`: with the operating system; a power cut may take it back. */
export type Durability = 'strict' | 'relaxed'

/** One database that opens when it is needed, and again after it was closed underneath. No method rejects. */
export interface DatabaseConnection<Schema extends DBSchema> {
  readonly name: string
  /** `work` runs in one transaction on one store, and awaits nothing but that transaction's own requests. */
  read<Name extends StoreNames<Schema>, T>(
    store: Name,
    work: (tx: IDBPTransaction<Schema, [Name], 'readonly'>) => Promise<T>,
  ): Promise<Result<T, StorageFault>>
  /** As `read`; resolves `ok` once all of `work` is committed, and otherwise none of it is (but see `storage-timeout`). */
  write<Name extends StoreNames<Schema>, T>(
    store: Name,
    durability: Durability,
    work: (tx: IDBPTransaction<Schema, [Name], 'readwrite'>) => Promise<T>,
  ): Promise<Result<T, StorageFault>>
  /** Tells of something noticed here, as the connection itself does. */
  report(event: ConnectionEvent): void
  /** Ends this connection; whatever is asked afterwards fails. */
  close(): Promise<void>
}

export type ConnectionEvent =
  /** Lost underneath; the next use opens it again. */
  | { readonly kind: 'closed'; readonly database: string; readonly by: 'browser' | 'deletion' | 'upgrade' | 'fault' }
  /** It was here before and is empty now: the browser or the person has cleared it. */
  | { readonly kind: 'vanished'; readonly database: string }
  /** Rows could not be read, or were nothing this program writes, and were deleted. */
  | { readonly kind: 'damaged'; readonly database: string; readonly store: string; readonly rows: number }

export interface ConnectionOptions {
  /** 5,000 unless told: an opening on a cold phone takes up to 2 s; longer than this a composer must not wait. */
  readonly limitMs?: number
  readonly report?: (event: ConnectionEvent) => void
  /** Asked before each opening: a database deleted on purpose must not come back because another tab still uses it. */
  readonly mayOpen?: () => boolean
}

interface Begun<Schema extends DBSchema, Name extends StoreNames<Schema>, Mode extends 'readonly' | 'readwrite'> {
  readonly tx: IDBPTransaction<Schema, [Name], Mode>
  readonly drop: () => void
}

const ignore = () => undefined

export const connectDatabase = <Schema extends DBSchema>(
  name: string,
  stores: readonly StoreDeclaration[],
  { limitMs = 5_000, report = ignore, mayOpen = () => true }: ConnectionOptions = {},
): DatabaseConnection<Schema> => {
  let current: Promise<IDBPDatabase<Schema>> | null = null
  /** What `current` came to. */
  let opened: IDBPDatabase<Schema> | null = null
  let ended = false
  let wasOpen = false

  const open = (): Promise<IDBPDatabase<Schema>> => {
    if (ended || !mayOpen()) {
      return Promise.reject(new DOMException(`${name} was ${ended ? 'closed' : 'deleted'} on purpose`, 'AbortError'))
    }
    if (current) return current
    const lost = (by: 'browser' | 'deletion' | 'upgrade') => {
      if (forget(mine)) report({ kind: 'closed', database: name, by })
    }
    const opening = openDeclaredStores<Schema>(name, stores, {
      onVersionChange: newVersion => lost(newVersion === null ? 'deletion' : 'upgrade'),
      onTerminated: () => lost('browser'),
    })
    const mine = openInTime(opening)
    current = mine
    mine.then(
      db => {
        if (current === mine) opened = db
      },
      () => forget(mine),
    )
    return mine
  }
  const openInTime = async (opening: Promise<OpenedDatabase<Schema>>) => {
    try {
      const { db, created } = await within(opening, limitMs, `open ${name}`)
      // The marks may be gone with it; this page remembers by itself.
      const isVanished = created && (wasOpen || isMarked(name))
      wasOpen = true
      mark(name)
      if (isVanished) report({ kind: 'vanished', database: name })
      return db
    } catch (error) {
      // One that opens too late would otherwise block every deletion.
      opening.then(({ db }) => db.close(), ignore)
      throw error
    }
  }
  const forget = (mine: Promise<IDBPDatabase<Schema>>): boolean => {
    if (current !== mine) return false
    current = null
    opened = null
    return true
  }
  const giveUp = (mine: Promise<IDBPDatabase<Schema>>, db: IDBPDatabase<Schema>) => {
    db.close()
    if (forget(mine)) report({ kind: 'closed', database: name, by: 'fault' })
  }

  /** On an open connection at once, in the caller's own task: what asks the disk and then draws has both going on side by side. */
  const begin = <Name extends StoreNames<Schema>, Mode extends 'readonly' | 'readwrite'>(
    store: Name,
    mode: Mode,
    durability: Durability,
    again = true,
  ): Begun<Schema, Name, Mode> | Promise<Begun<Schema, Name, Mode>> => {
    const mine = open()
    const beginOn = (db: IDBPDatabase<Schema>) => {
      try {
        return { tx: db.transaction(store, mode, { durability }), drop: () => giveUp(mine, db) }
      } catch (error) {
        giveUp(mine, db)
        // Nothing has begun yet, so beginning anew on a fresh connection is safe.
        if (again && isConnectionLost(error)) return begin(store, mode, durability, false)
        throw error
      }
    }
    return opened !== null && current === mine ? beginOn(opened) : mine.then(beginOn)
  }

  const run = async <Name extends StoreNames<Schema>, Mode extends 'readonly' | 'readwrite', T>(
    store: Name,
    mode: Mode,
    durability: Durability,
    work: (tx: IDBPTransaction<Schema, [Name], Mode>) => Promise<T>,
  ): Promise<Result<T, StorageFault>> => {
    try {
      const begun = begin(store, mode, durability)
      const { tx, drop } = begun instanceof Promise ? await begun : begun
      tx.done.catch(ignore)
      const result = Promise.all([work(tx), tx.done])
      try {
        return ok((await within(result, limitMs, `${mode} ${name}`))[0])
      } catch (error) {
        // Too late to undo means that it is committing: it gets one more limit before it is called lost.
        if (!undo(tx) && error instanceof TimeLimitError) {
          const committed = await within(result, limitMs, `commit ${name}`).catch(ignore)
          if (committed) return ok(committed[0])
        }
        if (isConnectionLost(error)) drop()
        return fail(storageFaultOf(tx.error ?? error))
      }
    } catch (error) {
      return fail(storageFaultOf(error))
    }
  }

  return {
    name,
    report,
    read: (store, work) => run(store, 'readonly', 'relaxed', work),
    write: (store, durability, work) => run(store, 'readwrite', durability, work),
    close: async () => {
      ended = true
      const db = await current?.catch(ignore)
      db?.close()
    },
  }
}

/** `false`: it is committing or has ended. */
const undo = (tx: { abort(): void }): boolean => {
  try {
    tx.abort()
    return true
  } catch {
    return false
  }
}
