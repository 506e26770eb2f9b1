import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { isMonthAccepted, parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { HotDocuments } from './hotDocuments.ts'
import type { SyncDeps, SyncParts } from './syncParts.ts'

export type AnswerSyncFault =
  /** The name is no document's, its month is out of bounds, or `sv` is not base64url: 400 `request-invalid`. */
  | { readonly kind: 'request-invalid' }
  /** Or no such room: 404 `not-a-member`. */
  | { readonly kind: 'not-a-member' }
  /** The document cannot be read: 503 `unavailable`. */
  | { readonly kind: 'unavailable' }

/**
 * `GET /sync/<document>?sv=<base64url>`: what a replica lacks, as one update, for a service worker that has no time for a socket.
 *
 * @param name untrusted. @param stateVector untrusted: base64url of a Yjs state vector; absent or empty means "I have nothing".
 */
export type AnswerSync = (
  account: AccountId,
  name: string,
  stateVector: string | undefined,
) => Promise<Result<Uint8Array, AnswerSyncFault>>

/** 64 KiB of base64url: a state vector of 4,000 clients. */
const maxStateVectorChars = 65_536
const emptyUpdate = new Uint8Array([0, 0])

export const makeAnswerSync = (
  { now }: SyncParts,
  membership: Pick<SyncDeps['membership'], 'canOpen'>,
  documents: HotDocuments,
): AnswerSync => {
  return async (account, name, stateVector = '') => {
    const place = parseDocumentName(name)
    const isValid = stateVector.length <= maxStateVectorChars && /^[A-Za-z0-9_-]*$/.test(stateVector)
    if (!place || !isValid || (place.month && !isMonthAccepted(place.month, now())))
      return fail({ kind: 'request-invalid' })
    if (!(await membership.canOpen(account, name))) return fail({ kind: 'not-a-member' })
    const document = await documents.open(name as DocumentName)
    if (!document.ok) return fail({ kind: 'unavailable' })
    const from = stateVector === '' ? new Uint8Array([0]) : Buffer.from(stateVector, 'base64url')
    const [update] = splitUpdate(document.value.log, from, Number.POSITIVE_INFINITY)
    return ok(update ?? emptyUpdate)
  }
}
