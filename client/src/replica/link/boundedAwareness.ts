import * as decoding from 'lib0/decoding'
import { applyAwarenessUpdate, type Awareness } from 'y-protocols/awareness'

/**
 * Anybody can claim any state for anybody, and 1.4 MB can hold 200,000 of them (measured), so presence is read only while it is
 * small, and never trusted further than that.
 */
const maxMessageBytes = 16 * 1024
const maxClients = 16
/** Present and gone together: y-protocols keeps the clock of every client it ever heard of, 80,000 of them after 5,000 messages. */
const maxKnownClients = 256

/**
 * Room for what an update brings. Clocks of those who have left keep their old states from being taken again, so only as many are
 * forgotten as must be, the longest gone first. An old state of one of those then shows him present until it times out (30 s); a
 * marker in it moves nothing back.
 * @returns false where all others are present.
 */
const makeRoom = ({ meta, states, clientID }: Awareness, clients: ReadonlySet<number>): boolean => {
  const unknown = [...clients].filter(client => !meta.has(client)).length
  const tooMany = meta.size + unknown - maxKnownClients
  if (tooMany <= 0) return true
  const gone = [...meta]
    .filter(([client]) => client !== clientID && !states.has(client) && !clients.has(client))
    .toSorted(([, one], [, other]) => one.lastUpdated - other.lastUpdated)
  if (gone.length < tooMany) return false
  for (const [client] of gone.slice(0, tooMany)) meta.delete(client)
  return true
}

/**
 * Whether an update is to be read at all, and room for it: small, and no word about this page's own client that it has not said itself.
 * An echo of what it said is honest; something newer would take its place, and at the last clock there is (2^53) for good.
 * @throws where the bytes end early (lib0).
 */
export const admitAwareness = (awareness: Awareness, update: Uint8Array): boolean => {
  if (update.length > maxMessageBytes) return false
  const from = decoding.createDecoder(update)
  const count = decoding.readVarUint(from)
  if (count > maxClients) return false
  const clients = new Set<number>()
  for (let left = count; left > 0; left--) {
    const client = decoding.readVarUint(from)
    const clock = decoding.readVarUint(from)
    decoding.readVarString(from)
    if (client === awareness.clientID && clock > (awareness.meta.get(client)?.clock ?? 0)) return false
    clients.add(client)
  }
  return makeRoom(awareness, clients)
}

/** Applies an awareness update, or drops it whole: too large, too many, or malformed. */
export const readBounded = (awareness: Awareness, update: Uint8Array, origin: unknown): void => {
  try {
    if (admitAwareness(awareness, update)) applyAwarenessUpdate(awareness, update, origin)
  } catch {
    // lib0 throws where the bytes end early or hold no JSON: a peer's rubbish, nothing of ours.
    return
  }
}
