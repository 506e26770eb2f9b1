import { storageFaultOf, type StorageFault } from './storageFault.ts'

/** What happens to a kept document. Trouble is told once, not at each attempt, and `recovered` ends it. */
export type DocumentEvent =
  /** Rows could not be read and were dropped: fetch the document from others. */
  | { readonly kind: 'corrupt'; readonly rows: number }
  /** It was here before and its database is gone or empty: fetch it from others. */
  | { readonly kind: 'vanished' }
  /** Another tab deleted it on purpose: nothing is kept any more. */
  | { readonly kind: 'dropped' }
  | DocumentTrouble
  /** All that the document holds is on the disk again. */
  | { readonly kind: 'recovered' }

export type DocumentTrouble =
  /** A write came to nothing and is being repeated. */
  | { readonly kind: 'aborted'; readonly reason: string }
  /** The connection was cut; what may be missing is being written again. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'full' }
  /** It goes on trying by itself. */
  | { readonly kind: 'failed'; readonly fault: StorageFault }

export const troubleOfFault = (fault: StorageFault): DocumentTrouble =>
  fault.kind === 'storage-full' ? { kind: 'full' } : { kind: 'failed', fault }

/** @param error - Why a transaction aborted; `null` where the browser does not say. */
export const troubleOfAbort = (error: DOMException | null): DocumentTrouble => {
  if (!error) return { kind: 'aborted', reason: 'AbortError' }
  const fault = storageFaultOf(error)
  return fault.kind === 'storage-full' ? { kind: 'full' } : { kind: 'aborted', reason: error.name }
}
