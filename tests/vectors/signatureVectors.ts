import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { alice, hex } from './world.ts'

/** Signatures everybody accepts, and such as some would and nobody here may. */
export const signatureVectors = () => {
  const bytes = new TextEncoder().encode('안녕')
  const valid = ed25519.sign(bytes, alice.signing.secret)
  const order = hexToBytes('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010')
  /** S + L, little endian. */
  const larger = valid.slice()
  let carry = 0
  for (let at = 0; at < 32; at++) {
    carry += (valid[32 + at] ?? 0) + (order[at] ?? 0)
    larger[32 + at] = carry & 255
    carry >>= 8
  }
  const publicKey = hex(alice.signing.public)
  const identityPoint = concatBytes(Uint8Array.of(1), new Uint8Array(31))
  return {
    message: hex(bytes),
    valid: [{ publicKey, signature: hex(valid) }],
    refused: [
      { why: 'S + L', publicKey, signature: hex(larger) },
      { why: 'R the identity', publicKey, signature: hex(concatBytes(identityPoint, valid.subarray(32))) },
      ...ED25519_TORSION_SUBGROUP.map(small => ({
        why: 'a key of small order',
        publicKey: small,
        signature: hex(concatBytes(identityPoint, new Uint8Array(32))),
      })),
    ],
  }
}
