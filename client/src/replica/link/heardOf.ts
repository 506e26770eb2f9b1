import type { Acknowledgement } from '@sarangbang/shared/api/index.ts'
import * as Y from 'yjs'

/**
 * An acknowledgement, as far as it can be true: nobody has on disk what this page has not written yet. Believed whole, one false word
 * ("all of yours, up to 2^53") would let every later message leave the journal before anybody has it. Other clients are
 * not cut: an own other device's entries may be acknowledged before they are admitted here.
 *
 * @param clocks untrusted.
 */
export const heardOf = (doc: Y.Doc, clocks: Acknowledgement): Acknowledgement => {
  const written = Y.getState(doc.store, doc.clientID)
  const told = clocks.get(doc.clientID) ?? 0
  return told <= written ? clocks : new Map(clocks).set(doc.clientID, written)
}
