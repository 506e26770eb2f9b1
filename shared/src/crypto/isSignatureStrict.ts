import { hexToBytes } from '@noble/hashes/utils.js'
import { compareBytes } from './compareBytes.ts'

/** 2^255 − 19, the field's prime (RFC 8032 §5.1), big endian here as everything compared below. */
const prime = hexToBytes('edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f').reverse()
/** L, the order of the base point. */
const order = hexToBytes('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010').reverse()

/** The y of the eight points of order 1, 2, 4 and 8 (two signs of x share one). */
const smallOrder = [
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  '0000000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
].map(hex => hexToBytes(hex).reverse())

/** @param bytes - a point's encoding, 32 bytes. Big endian and without the sign of x, so that bytes compare as numbers. */
const heightOf = (bytes: Uint8Array): Uint8Array => {
  // Not `slice`: Node's Buffer is a Uint8Array whose `slice` shares its bytes, and reversing would turn the caller's around.
  const height = Uint8Array.from(bytes).reverse()
  height[0] = (height[0] as number) & 0x7f
  return height
}
const isPlainPoint = (bytes: Uint8Array): boolean => {
  const height = heightOf(bytes)
  return compareBytes(height, prime) < 0 && !smallOrder.some(small => compareBytes(height, small) === 0)
}

/**
 * Whether a signature has a form on which every Ed25519 implementation agrees. RFC 8032 leaves room: some accept keys of small
 * order (under which one signature fits any message), points not reduced modulo the prime, or S ≥ L (a second signature made
 * from a first). A replica that accepts what another refuses would stop syncing with it, so all refuse these first.
 * Source: RFC 8032 §5.1.7, §8.4; Chalkias, Garillot, Nikolaenko, "Taming the many EdDSAs" (2020).
 * @param signature - untrusted, any length. @param publicKey - untrusted, any length.
 */
export const isSignatureStrict = (signature: Uint8Array, publicKey: Uint8Array): boolean =>
  signature.length === 64 &&
  publicKey.length === 32 &&
  compareBytes(Uint8Array.from(signature.subarray(32)).reverse(), order) < 0 &&
  isPlainPoint(publicKey) &&
  isPlainPoint(signature.subarray(0, 32))
