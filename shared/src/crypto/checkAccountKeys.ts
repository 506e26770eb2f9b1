import type { AccountKeys } from '../api/field.ts'
import { fail, ok, type Result } from '../result.ts'
import { agree } from './agree.ts'
import { fromBase64url } from './base64url.ts'
import { agreementStatement } from './statements.ts'
import { verifySignature } from './verifySignature.ts'

/** Public keys that may be used: sealed to, agreed with. */
export interface CheckedKeys {
  /** Ed25519, 32 bytes: the account id's own. */
  readonly account: Uint8Array
  /** X25519, 32 bytes, not of small order. */
  readonly agreement: Uint8Array
}

export type KeysFault =
  /** Not base64url, or of another length. */
  | { readonly kind: 'keys-malformed' }
  /** The agreement key is not the account's. */
  | { readonly kind: 'keys-unsigned' }
  /** The account signed an agreement key of small order, with which nothing stays secret. */
  | { readonly kind: 'public-key-invalid' }

/**
 * Checks keys that came from outside: whoever hands them on (the relay) cannot have put another agreement key in. That the
 * *account* is the person meant is for pinning and the safety number.
 */
export const checkAccountKeys = (keys: AccountKeys): Result<CheckedKeys, KeysFault> => {
  const account = fromBase64url(keys.account)
  const agreement = fromBase64url(keys.agreement)
  const signature = fromBase64url(keys.signature)
  if (account?.length !== 32 || agreement?.length !== 32 || signature?.length !== 64) {
    return fail({ kind: 'keys-malformed' })
  }
  if (!verifySignature(signature, agreementStatement(keys.agreement), account)) return fail({ kind: 'keys-unsigned' })
  // Any scalar shows small order: clamping makes it a multiple of 8, the order of them all.
  const tried = agree(new Uint8Array(32), agreement)
  return tried.ok ? ok({ account, agreement }) : tried
}
