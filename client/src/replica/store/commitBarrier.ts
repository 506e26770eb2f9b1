import { within } from './within.ts'

/**
 * One strict transaction behind everything the connection has been handed: when it is committed, all of that has been committed or has
 * aborted. It must write something, as a strict transaction that writes nothing syncs nothing (measured: 0 of 50 reached the disk).
 *
 * @param missing An update with all that may not have got there, where an earlier write came to nothing; `null` otherwise.
 * Rejects with the transaction's error (`QuotaExceededError` among them), an `InvalidStateError` when the connection is closed, or a
 * `TimeLimitError`; then nothing is known of earlier writes.
 */
export const commitBarrier = (db: IDBDatabase, missing: Uint8Array | null, limitMs: number): Promise<void> => {
  const committed = new Promise<void>((resolve, reject) => {
    const tx = db.transaction(['updates', 'custom'], 'readwrite', { durability: 'strict' })
    tx.addEventListener('complete', () => resolve())
    tx.addEventListener('abort', event => {
      // The connection's own listener tells of y-indexeddb's transactions; this one has its own reader.
      event.stopPropagation()
      reject(tx.error ?? new DOMException('The barrier was aborted', 'AbortError'))
    })
    if (missing) tx.objectStore('updates').add(missing)
    tx.objectStore('custom').put(1, 'barrier')
  })
  return within(committed, limitMs, `commit ${db.name}`)
}
