import * as Y from 'yjs'
import type { HotDocument } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'

/** Whether a document's rows should become one: they are many, or hold what has been erased. */
export const needsCompaction = (document: HotDocument, { limits }: Pick<SyncParts, 'limits'>): boolean =>
  !document.isCompacting &&
  !document.isGone &&
  // The erasure itself must be on the disk first, or a crash could bring back what it erased.
  (document.holdsErased || document.looseRows > limits.compactRows || document.looseBytes > limits.compactBytes)

/**
 * Puts one snapshot in the place of a document's rows. A scratch merge of the rows would cost a second at 10,000; the document is in
 * memory anyway. Rejects when the disk refuses; then nothing has changed.
 *
 * @returns whether erased bytes left the rows, so that the store must be scrubbed.
 */
export const compactDocument = async (document: HotDocument, { store }: Pick<SyncParts, 'store'>): Promise<boolean> => {
  const { position, looseRows, looseBytes, holdsErased } = document
  // May hold a little more than the rows it replaces: rows still on their way say it again, which changes nothing.
  const snapshot = Y.encodeStateAsUpdate(document.log.doc)
  document.isCompacting = true
  document.holdsErased = false
  try {
    await store.replace(document.name, snapshot, position)
    document.looseRows -= looseRows
    document.looseBytes -= looseBytes
    return holdsErased
  } catch (error) {
    document.holdsErased ||= holdsErased
    throw error
  } finally {
    document.isCompacting = false
  }
}
