import { isSignatureStrict } from './isSignatureStrict.ts'
import type { VerifySignature } from './platform.ts'

/**
 * A platform's own Ed25519 (node:crypto, WebCrypto) as a `VerifySignature` that agrees with every other: forms on which
 * implementations differ are refused before it is asked, and whatever it throws is `false`.
 */
export const makeVerifySignature =
  (native: VerifySignature): VerifySignature =>
  (signature, message, publicKey) => {
    if (!isSignatureStrict(signature, publicKey)) return false
    try {
      const verdict = native(signature, message, publicKey)
      return typeof verdict === 'boolean' ? verdict : verdict.catch(() => false)
    } catch {
      return false
    }
  }
