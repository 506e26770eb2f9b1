import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { compareBytes } from './compareBytes.ts'
import { isSignatureStrict } from './isSignatureStrict.ts'

const { Point } = ed25519
const scalarOf = (bytes: Uint8Array): bigint => {
  let value = 0n
  for (let at = bytes.length - 1; at >= 0; at--) value = (value << 8n) | BigInt(bytes[at] as number)
  return value
}

/**
 * Ed25519 in JavaScript, 0.3–1 ms: the fallback of `VerifySignature` where a platform has none, and for single signatures.
 * Never throws.
 *
 * It checks S·B − k·A = R without multiplying by the cofactor, as OpenSSL, BoringSSL and NSS do behind node:crypto and
 * WebCrypto. The library's own `verify` multiplies (RFC 8032 §5.1.7 allows both), and then an author could craft an R with a
 * part of small order that one device accepts and another refuses.
 */
export const verifySignature = (signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean => {
  if (!isSignatureStrict(signature, publicKey)) return false
  const r = signature.subarray(0, 32)
  try {
    const a = Point.fromBytes(publicKey)
    const k = scalarOf(sha512(concatBytes(r, publicKey, message))) % Point.Fn.ORDER
    const expected = Point.BASE.multiplyUnsafe(scalarOf(signature.subarray(32))).subtract(a.multiplyUnsafe(k))
    return compareBytes(expected.toBytes(), r) === 0
  } catch {
    // The library throws for a public key that is no point of the curve.
    return false
  }
}
