import { readUpdate } from '@sarangbang/shared/room/readUpdate.ts'
import * as Y from 'yjs'

/**
 * What came from several sockets as one update, so that it can be admitted together; `null` where one of them is malformed or could
 * be lost by merging: then each is to be admitted by itself.
 *
 * `Y.mergeUpdates` takes for granted what Yjs writes and nobody else promises: blocks with the largest client first. One that follows
 * a block of a smaller client it compares by clock alone, and passes over as written already: an honest entry would be gone with
 * nobody told. And it builds whatever it finds, so nothing reaches it that our own reader did not take (readUpdate).
 */
export const mergeIncoming = (updates: readonly Uint8Array[]): Uint8Array | null => {
  if (!updates.every(isMergeable)) return null
  try {
    return Y.mergeUpdates([...updates])
  } catch {
    // Nothing is known that does this. Thrown on, it would end the admission of the document for ever.
    return null
  }
}

const isMergeable = (update: Uint8Array): boolean => {
  const read = readUpdate(update)
  if (!read.ok) return false
  let last = Number.POSITIVE_INFINITY
  for (const client of read.value.structs.keys()) {
    if (client > last) return false
    last = client
  }
  return true
}
