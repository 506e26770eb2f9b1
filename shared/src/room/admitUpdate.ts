import * as Y from 'yjs'
import { fail, ok, type Result } from '../result.ts'
import type { DocumentLog, LogChange, MissingDependency, Refusal } from './documentLog.ts'
import { eraseLocally } from './eraseLocally.ts'
import { inspectUpdate, type InspectedDocument, type Inspection } from './inspectUpdate.ts'
import { readUpdate } from './readUpdate.ts'
import type { SignatureCheck } from './signatureCheck.ts'

export interface AdmissionParts {
  readonly doc: Y.Doc
  readonly document: InspectedDocument
  readonly signatures: SignatureCheck
  /** Runs a change of the document and returns what the log learnt by it. */
  changeOf(run: () => void, origin: unknown): LogChange
  /** Told of what must not happen: something threw. */
  failed(error: unknown): void
}

type Admitted = Result<LogChange, Refusal | MissingDependency>

/**
 * The one door for updates from outside (design.md §3, Admission): inspect, verify, inspect again and apply, one update at a
 * time, each whole or not at all.
 */
export const admitUpdate = (parts: AdmissionParts): DocumentLog['admit'] => {
  const admitNow = async (update: Uint8Array, origin: unknown): Promise<Admitted> => {
    const read = readUpdate(update)
    if (!read.ok) return read
    const first = inspectUpdate(read.value, parts.document)
    if (!first.ok) return first
    const verdict = parts.signatures.areSigned([...first.value.envelopes, ...first.value.proofs].map(p => p.envelope))
    if (!(typeof verdict === 'boolean' ? verdict : await verdict)) return fail({ kind: 'signature-invalid' })
    // While signatures were verified elsewhere, a store or this person may have written. A document only grows, so what is
    // new now was new then, and verified.
    const last = typeof verdict === 'boolean' ? first : inspectUpdate(read.value, parts.document)
    return last.ok ? ok(parts.changeOf(() => apply(parts, last.value, origin), origin)) : last
  }
  let queue: Promise<unknown> = Promise.resolve()
  return (update, origin) => {
    const admitted = queue
      .then(() => admitNow(update, origin))
      .catch((error: unknown): Admitted => {
        parts.failed(error)
        return fail({ kind: 'update-malformed', reason: 'it made admission throw' })
      })
    queue = admitted
    return admitted
  }
}

const apply = ({ doc, document, failed }: AdmissionParts, inspection: Inspection, origin: unknown): void => {
  const { applicable, envelopes } = inspection
  if (!applicable) return
  doc.transact(transaction => {
    Y.applyUpdate(doc, applicable, origin)
    for (const { erases, envelope, client, clock } of envelopes) {
      if (envelope.kind === 'erase') eraseLocally(transaction, erases)
      else if (document.erasures.proofOf(client, clock)) eraseLocally(transaction, [{ client, clock }])
    }
  }, origin)
  if (doc.store.pendingStructs === null && doc.store.pendingDs === null) return
  // Inspection promises that this cannot be. Kept, it would be written to every store and sent to every peer.
  doc.store.pendingStructs = null
  doc.store.pendingDs = null
  failed(new Error('an admitted update left something pending'))
}
