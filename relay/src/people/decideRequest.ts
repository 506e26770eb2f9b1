import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { StoredConnection } from '../store/connections.ts'

/** What becomes of a request to be friends. */
export type RequestDecision =
  /** It came before (an outbox repeats itself): answer with what became of it. */
  | { readonly kind: 'repeat'; readonly connection: StoredConnection }
  /** The other asked first: both asking means accepted. */
  | { readonly kind: 'accept'; readonly connection: StoredConnection }
  | { readonly kind: 'ask' }
  | { readonly kind: 'refuse'; readonly why: 'already-asked' | 'already-connected' }

/**
 * Pure: P2's rules. The earlier row of two crossing requests wins and its nonce makes the room (design.md §3).
 * @param before this account's own request with the same nonce, whatever became of it.
 * @param open the requested or accepted connection of the two, if there is one.
 */
export const decideRequest = (
  asker: AccountId,
  before: StoredConnection | null,
  open: StoredConnection | null,
): RequestDecision => {
  if (before) return { kind: 'repeat', connection: before }
  if (!open) return { kind: 'ask' }
  if (open.state === 'accepted') return { kind: 'refuse', why: 'already-connected' }
  return open.asker === asker ? { kind: 'refuse', why: 'already-asked' } : { kind: 'accept', connection: open }
}
