import * as Y from 'yjs'
import { chainStructs, isChained } from './chainStructs.ts'
import type { Erasures } from './erasures.ts'
import { eraseLocally } from './eraseLocally.ts'
import type { Inspection } from './inspectUpdate.ts'
import type { ListEnd } from './listEnd.ts'

export interface ApplyingParts {
  readonly doc: Y.Doc
  readonly end: ListEnd
  readonly document: { readonly erasures: Pick<Erasures, 'has'> }
  /** Told of what must not happen. */
  failed(error: unknown): void
}

/** Appends what inspection found to be new (chainStructs) and carries out the erasures it meets, in one transaction. */
export const applyAdmitted = (
  { doc, end, document, failed }: ApplyingParts,
  { news, envelopes }: Inspection,
  origin: unknown,
): void => {
  if (!news) return
  const last = end.last()
  const update = news.asCame && isChained(news.structs, last) ? news.asCame : chainStructs(news.structs, last)
  doc.transact(transaction => {
    Y.applyUpdate(doc, update, origin)
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
