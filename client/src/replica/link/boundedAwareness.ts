import * as decoding from 'lib0/decoding'
import { applyAwarenessUpdate, type Awareness } from 'y-protocols/awareness'

/**
 * Anybody can claim any state for anybody, and 1.4 MB can hold 200,000 of them (measured), so presence is read only while it is
 * small, and never trusted further than that.
 */
const maxMessageBytes = 16 * 1024
const maxClients = 16
const maxKnownClients = 256

/**
 * Whether an update is to be read at all: small, and no word about this page's own client that it has not said itself. An echo of
 * what it said is honest; something newer would take its place, and at the last clock there is (2^53) for good.
 */
export const isAwarenessBounded = (awareness: Awareness, update: Uint8Array): boolean => {
  if (update.length > maxMessageBytes) return false
  const from = decoding.createDecoder(update)
  const clients = decoding.readVarUint(from)
  if (clients > maxClients || awareness.getStates().size + clients > maxKnownClients) return false
  for (let left = clients; left > 0; left--) {
    const client = decoding.readVarUint(from)
    const clock = decoding.readVarUint(from)
    decoding.readVarString(from)
    if (client === awareness.clientID && clock > (awareness.meta.get(client)?.clock ?? 0)) return false
  }
  return true
}

/** Applies an awareness update, or drops it whole: too large, too many, or malformed. */
export const readBounded = (awareness: Awareness, update: Uint8Array, origin: unknown): void => {
  try {
    if (isAwarenessBounded(awareness, update)) applyAwarenessUpdate(awareness, update, origin)
  } catch {
    // lib0 throws where the bytes end early or hold no JSON: a peer's rubbish, nothing of ours.
    return
  }
}
