import * as Y from 'yjs'
import type { Erasures } from './erasures.ts'
import { eraseLocally } from './eraseLocally.ts'
import type { Inspection } from './inspectUpdate.ts'

export interface ApplyingParts {
  readonly doc: Y.Doc
  readonly document: { readonly erasures: Pick<Erasures, 'has'> }
  /** Told of what must not happen. */
  failed(error: unknown): void
}

/** Applies what inspection found applicable and carries out the erasures it meets, in one transaction. */
export const applyAdmitted = (
  { doc, document, failed }: ApplyingParts,
  { applicable, envelopes }: Inspection,
  origin: unknown,
): void => {
  if (!applicable) return
  doc.transact(transaction => {
    Y.applyUpdate(doc, applicable, origin)
    for (const { erases, client, clock } of envelopes) {
      eraseLocally(transaction, erases)
      if (document.erasures.has(client, clock)) eraseLocally(transaction, [{ client, clock }])
    }
  }, origin)
  if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return
  // Inspection promises that this cannot be. Kept, it would be written to every store and sent to every peer.
  doc.store.pendingStructs = null
  doc.store.pendingDs = null
  failed(new Error('an admitted update left something pending'))
}
