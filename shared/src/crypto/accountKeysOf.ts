import { ed25519 } from '@noble/curves/ed25519.js'
import type { AccountKeys } from '../api/field.ts'
import { toBase64url } from './base64url.ts'
import type { Identity } from './createIdentity.ts'
import { agreementStatement } from './statements.ts'

/** An identity's public keys as others get them, self-certifying. */
export const accountKeysOf = (identity: Identity): AccountKeys => {
  const agreement = toBase64url(identity.agreement.public)
  const signature = ed25519.sign(agreementStatement(agreement), identity.signing.secret)
  return { account: identity.account, agreement, signature: toBase64url(signature) }
}
