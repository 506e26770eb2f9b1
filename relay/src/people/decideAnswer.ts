import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { StoredConnection } from '../store/connections.ts'

export type Answer = 'accepted' | 'declined' | 'withdrawn'

/** What becomes of an answer to a request. */
export type AnswerDecision =
  | { readonly kind: 'settle' }
  /** It is so already, by this very person: not an error. */
  | { readonly kind: 'repeat' }
  /** Not one of theirs, or not theirs to answer this way: the two look alike. */
  | { readonly kind: 'unknown' }
  /** It has been settled otherwise. */
  | { readonly kind: 'settled' }

/** Pure: the one who was asked accepts or declines, the one who asked withdraws, each while it is open. */
export const decideAnswer = (
  connection: StoredConnection | null,
  account: AccountId,
  answer: Answer,
): AnswerDecision => {
  if (!connection) return { kind: 'unknown' }
  const isTheirs = (answer === 'withdrawn' ? connection.asker : connection.asked) === account
  const isParty = connection.asker === account || connection.asked === account
  if (!isTheirs) return { kind: isParty && connection.state !== 'requested' ? 'settled' : 'unknown' }
  if (connection.state === 'requested') return { kind: 'settle' }
  return { kind: connection.state === answer ? 'repeat' : 'settled' }
}
