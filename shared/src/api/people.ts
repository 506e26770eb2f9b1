import * as v from 'valibot'
import { fixedBytes, handle, person, roomId } from './field.ts'
import { route } from './route.ts'

/** Ties between two accounts (promise P2, as far as a direct room needs). */
export const connection = v.object({
  id: v.string(),
  kind: v.picklist(['friend']),
  state: v.picklist(['requested', 'accepted', 'declined', 'withdrawn', 'ended']),
  /** Who asked: me or the other. */
  asked: v.picklist(['me', 'other']),
  other: person,
  /** 16 bytes drawn by the requester: with both accounts it makes the direct room's id (design.md §3). */
  nonce: fixedBytes(16),
  /** The direct room, once accepted. */
  room: v.nullable(roomId),
  /** By the relay's clock, Unix milliseconds; later at each change of the state, whatever that clock does. */
  updatedMs: v.number(),
})
export type Connection = v.InferOutput<typeof connection>

const byId = v.object({ id: v.string() })

/** Open requests, both ways, and accepted friends. */
export const listConnections = route('GET', '/api/connections', 'session', {
  response: v.object({ connections: v.array(connection) }),
})
/**
 * Asks to be friends. Idempotent for the same handle and nonce, because it may come again from an outbox. Where the other has asked already, both
 * asking means accepted. Errors: `person-unknown`, `person-self`, `already-asked`, `already-connected`.
 */
export const requestConnection = route('POST', '/api/connections', 'session', {
  request: v.object({ kind: v.picklist(['friend']), handle, nonce: fixedBytes(16) }),
  response: connection,
})
/** Errors of the three: `connection-unknown`; `connection-settled` with the state it is in. Repeating one's own answer is not an error. */
export const acceptConnection = route('POST', '/api/connections/:id/accept', 'session', {
  params: byId,
  response: connection,
})
export const declineConnection = route('POST', '/api/connections/:id/decline', 'session', {
  params: byId,
  response: connection,
})
export const withdrawConnection = route('POST', '/api/connections/:id/withdraw', 'session', {
  params: byId,
  response: connection,
})
