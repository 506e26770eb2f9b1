import { x25519 } from '@noble/curves/ed25519.js'
import { fail, ok, type Result } from '../result.ts'

/** The other's public key is of small order: whatever one's secret, the outcome would be known to everybody. */
export interface PublicKeyInvalid {
  readonly kind: 'public-key-invalid'
}

/**
 * X25519 (RFC 7748 §6.1), with the all-zero outcome refused.
 * @param secret - own, 32 bytes.
 * @param theirs - untrusted.
 */
export const agree = (secret: Uint8Array, theirs: Uint8Array): Result<Uint8Array, PublicKeyInvalid> => {
  if (theirs.length !== 32) return fail({ kind: 'public-key-invalid' })
  try {
    return ok(x25519.getSharedSecret(secret, theirs))
  } catch {
    // The library throws for nothing but the all-zero outcome once the lengths are right.
    return fail({ kind: 'public-key-invalid' })
  }
}
