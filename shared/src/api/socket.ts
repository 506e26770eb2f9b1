/**
 * What the document socket (`/sync/<document>`) says beyond the y-websocket protocol, and how sockets close.
 *
 * y-websocket message types: 0 sync, 1 awareness, 2 auth, 3 query awareness. Ours:
 */
export const messageAck = 100
/**
 * `ack`: varuint 100 · varuint n · n × (varuint clientID, varuint next clock). "All of these clients' structs below these clocks
 * are on my disk." The relay sends it only to sockets opened with `?ack=1` (a stock client prints an error for types it does
 * not know): once for the whole state vector after the first sync, then after each durable write to the sockets of its authors
 * (nobody else shows a tick for it). A peer sends the same after its own commit. A reader keeps the maximum per client.
 */
export type Acknowledgement = ReadonlyMap<number, number>

export const syncPath = '/sync/'
export const signalPath = '/signal'

/** Subprotocol that carries a ticket: `ticket.<jwt>`. */
export const ticketProtocolPrefix = 'ticket.'

/** 4400–4499: never come back by yourself. 4500–4599: come back later. y-websocket 3.1 holds to both ranges. */
export const closeCodes = {
  /** No session, or one that has ended. */
  unauthenticated: 4401,
  /** Not a member, or no such room: the two look the same. */
  notAMember: 4404,
  /** The name is no document's, or its month is out of bounds. */
  badDocument: 4400,
  /** An update or frame was refused. The honest never see it; y-websocket stays away, the app says so and comes back after 30 s or more. */
  refused: 4422,
  /** Too much at once. At least 2 s. */
  overload: 4529,
  /** The ticket ran out: get a new one and come back at once. */
  ticketExpired: 4501,
  /** The relay is stopping. At least 1 s. */
  stopping: 4503,
} as const

/** A frame larger than this closes the socket; honest clients cut their backlog into updates of at most maxUpdateBytes. */
export const maxFrameBytes = 1024 * 1024
/** An update leaves in pieces of at most this, unless one envelope alone is larger. */
export const maxUpdateBytes = 256 * 1024 + 1024
