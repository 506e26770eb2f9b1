import type { Acknowledgement } from '@sarangbang/shared/api/index.ts'
import * as Y from 'yjs'

/** An own other device is a handful of loads ahead of what is admitted here; who names more clients than this makes them up. */
const maxStrangers = 1000

/**
 * An acknowledgement, as far as it can be true: nobody has on disk what this page has not written yet. Believed whole, one false word
 * ("all of yours, up to 2^53") would let every later message leave the journal before anybody has it. Other clients are
 * not cut: an own other device's entries may be acknowledged before they are admitted here. But those the document does not hold are
 * bounded, or whoever names 10,000 new ones a message fills memory and disk.
 *
 * @param clocks untrusted.
 * @param known what was heard before.
 */
export const heardOf = (doc: Y.Doc, clocks: Acknowledgement, known: Acknowledgement): Acknowledgement => {
  const written = Y.getState(doc.store, doc.clientID)
  const told = clocks.get(doc.clientID) ?? 0
  const isStranger = (client: number): boolean => client !== doc.clientID && !doc.store.clients.has(client)
  const fresh = new Set([...clocks.keys()].filter(client => isStranger(client) && !known.has(client)))
  const isTooMany = fresh.size > 0 && fresh.size + [...known.keys()].filter(isStranger).length > maxStrangers
  if (told <= written && !isTooMany) return clocks
  const heard = new Map(isTooMany ? [...clocks].filter(([client]) => !fresh.has(client)) : clocks)
  return told <= written ? heard : heard.set(doc.clientID, written)
}
