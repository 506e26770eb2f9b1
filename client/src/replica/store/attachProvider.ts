import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import type * as Y from 'yjs'
import { within } from './within.ts'

/** y-indexeddb on one document, loaded, with its failures made visible. */
export interface AttachedProvider {
  /** Its own connection, so that a transaction made here stands behind everything it has written. */
  readonly db: IDBDatabase
  /** Hands over an update of the document. `false`: the connection is closed and the update was not taken. */
  store(update: Uint8Array, origin: unknown): boolean
  /** Writes the document's state in place of the rows that led to it, in one transaction: what was erased is in them still. */
  compact(): void
  /** Ends it and closes the connection; resolves when that is done or has taken too long. */
  detach(): Promise<void>
}

export interface ProviderCallbacks {
  /** The connection is not to be used again. */
  onLost(by: 'browser' | 'deletion'): void
  /** A transaction came to nothing: one of the updates handed over is not on the disk. */
  onUndone(error: DOMException | null): void
}

/** Whether an update's origin is this device's own store: it was read, not written. */
export const isFromStore = (origin: unknown): boolean => origin instanceof IndexeddbPersistence

/**
 * All this program knows of y-indexeddb 9.0.12 (its version is pinned). Two of its members that are private by their names are used:
 *
 * - `_db`, the promise of its connection: it starts loading in that promise's first continuation, and only the second, ours, is early
 *   enough to listen before anything can fail. Nothing public tells of a connection before it has loaded.
 * - `_storeUpdate`, its update listener: once the connection is closed it throws, through Yjs, into whatever code changed the document.
 *   So it is taken off the document and called from `store`, where the throw can be caught.
 *
 * Rejects as IndexedDB does, or with a `TimeLimitError`; then nothing is left open.
 */
export const attachProvider = async (
  database: string,
  doc: Y.Doc,
  limitMs: number,
  callbacks: ProviderCallbacks,
): Promise<AttachedProvider> => {
  const provider = new IndexeddbPersistence(database, doc)
  doc.off('update', provider._storeUpdate)
  doc.off('destroy', provider.destroy)
  let attached = true
  const detach = async () => {
    attached = false
    await within(provider.destroy(), limitMs, `close ${database}`).catch(() => undefined)
  }
  const listen = (db: IDBDatabase) => {
    // On the way down, before it reaches the request: y-indexeddb's promise of that request then never settles, where it would be a
    // rejection nobody handles. The transaction still aborts, and that is told below.
    db.addEventListener('error', event => event.stopPropagation(), true)
    db.addEventListener('abort', event => {
      const tx = event.target
      if (attached) callbacks.onUndone(tx instanceof IDBTransaction ? tx.error : null)
    })
    db.addEventListener('close', () => attached && callbacks.onLost('browser'))
    // lib0 closes its connection at this event and says nothing.
    db.addEventListener('versionchange', () => attached && callbacks.onLost('deletion'))
    return db
  }
  try {
    const db = await within(provider._db.then(listen), limitMs, `open ${database}`)
    await within(endOfLoad(db), limitMs, `load ${database}`)
    if (!provider.synced) throw new DOMException(`${database} does not load`, 'DataError')
    return {
      db,
      store: (update, origin) => {
        try {
          provider._storeUpdate(update, origin)
          return true
        } catch {
          return false
        }
      },
      compact: () => {
        // A connection that is closed, or closes meanwhile, tells of it by itself; the rows stay as they are.
        if (!attached) return
        try {
          void storeState(provider, true).catch(() => undefined)
        } catch {
          // The commit that follows any change finds the closed connection and opens another.
        }
      },
      detach,
    }
  } catch (error) {
    void detach()
    throw error
  }
}

/** A transaction queued behind the load on the same store: when it ends, the load has succeeded or never will. */
const endOfLoad = (db: IDBDatabase): Promise<void> =>
  new Promise(resolve => {
    const tx = db.transaction('updates', 'readonly')
    tx.addEventListener('complete', () => resolve())
    tx.addEventListener('abort', () => resolve())
  })
