import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js'
import { createPublicKey, verify, webcrypto } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeVerifySignature } from './makeVerifySignature.ts'
import type { VerifySignature } from './platform.ts'
import { seededBytes } from './seededBytes.ts'
import { toUtf8 } from './utf8.ts'
import { verifySignature } from './verifySignature.ts'

const spki = hexToBytes('302a300506032b6570032100')
const byNode = makeVerifySignature((signature, message, publicKey) => {
  const key = createPublicKey({ key: Buffer.from(concatBytes(spki, publicKey)), format: 'der', type: 'spki' })
  return verify(null, message, key, signature)
})
const byWebCrypto = makeVerifySignature(async (signature, message, publicKey) => {
  const own = (bytes: Uint8Array) => new Uint8Array(bytes)
  const key = await webcrypto.subtle.importKey('raw', own(publicKey), 'Ed25519', false, ['verify'])
  return webcrypto.subtle.verify('Ed25519', key, own(signature), own(message))
})
const implementations: readonly [string, VerifySignature][] = [
  ['JavaScript', verifySignature],
  ['node:crypto', byNode],
  ['WebCrypto', byWebCrypto],
]

const { Point } = ed25519
const order = Point.Fn.ORDER
const toScalar = (bytes: Uint8Array) => bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n)
const fromScalar = (value: bigint): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: 32 }, (_, at) => Number((value >> BigInt(8 * at)) & 255n))

const secret = seededBytes('alice')(32)
const publicKey = ed25519.getPublicKey(secret)
const { scalar } = ed25519.utils.getExtendedPublicKey(secret)
const message = toUtf8('안녕')
const honest = ed25519.sign(message, secret)
const prime = 2n ** 255n - 19n

const torsion = ED25519_TORSION_SUBGROUP.map(hex => hexToBytes(hex))
const ofOrderEight = torsion
  .map(bytes => Point.fromBytes(new Uint8Array(bytes), true))
  .find(point => !point.multiplyUnsafe(4n).is0())!
const challenge = (r: Uint8Array, key: Uint8Array) => toScalar(sha512(concatBytes(r, key, message)))
/** A signature whose S fits whatever R and key are, for whoever knows the key's scalar. */
const withR = (r: Uint8Array, nonce: bigint, key: Uint8Array = publicKey) =>
  concatBytes(r, fromScalar((nonce + (challenge(r, key) % order) * scalar) % order))

/** R with a part of order 8: only those who multiply by the cofactor accept it. */
const crookedR = withR(Point.BASE.multiply(7n).add(ofOrderEight).toBytes(), 7n)
const mixedKey = Point.BASE.multiply(scalar).add(ofOrderEight).toBytes()
const mixedNonce = Array.from({ length: 64 }, (_, at) => BigInt(at + 1)).find(
  nonce => (challenge(Point.BASE.multiply(nonce).toBytes(), mixedKey) % order) % 8n !== 0n,
)!
/** For a key of small order S·B = R suffices whenever the challenge is a multiple of the key's order. */
const forgedFor = (key: Uint8Array) => {
  const nonce = Array.from({ length: 400 }, (_, at) => BigInt(at + 1)).find(
    nonce => (challenge(Point.BASE.multiply(nonce).toBytes(), key) % order) % 8n === 0n,
  )!
  return concatBytes(Point.BASE.multiply(nonce).toBytes(), fromScalar(nonce))
}

const crafted: readonly [string, Uint8Array, Uint8Array][] = [
  ['S + L', concatBytes(honest.subarray(0, 32), fromScalar(toScalar(honest.subarray(32)) + order)), publicKey],
  ['R with a part of small order', crookedR, publicKey],
  ['R the identity', withR(Point.ZERO.toBytes(), 0n), publicKey],
  ['R the identity, not reduced', withR(fromScalar(prime + 1n), 0n), publicKey],
  ['a key of mixed order', withR(Point.BASE.multiply(mixedNonce).toBytes(), mixedNonce, mixedKey), mixedKey],
  ...torsion.map((key, at): [string, Uint8Array, Uint8Array] => [`a key of small order, ${at}`, forgedFor(key), key]),
  ...[prime, prime + 1n].map((y, at): [string, Uint8Array, Uint8Array] => {
    const key = fromScalar(y)
    return [`a key not reduced, ${at}`, forgedFor(key), key]
  }),
  ['a key that is no point', honest, fromScalar(2n)],
  ['a short key', honest, publicKey.subarray(1)],
  ['a short signature', honest.subarray(1), publicKey],
  ['nothing', new Uint8Array(0), new Uint8Array(0)],
]

describe.each(implementations)('%s', (_, check) => {
  test('accepts an honest signature, and no other message, key or bit', async () => {
    expect(await check(honest, message, publicKey)).toBe(true)
    expect(await check(honest, toUtf8('안녕!'), publicKey)).toBe(false)
    expect(await check(honest, message, ed25519.getPublicKey(seededBytes('bob')(32)))).toBe(false)
    for (let bit = 0; bit < 512; bit += 37) {
      const changed = honest.slice()
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(await check(changed, message, publicKey)).toBe(false)
    }
  })
  test.each(crafted)('refuses %s', async (_, signature, key) => {
    expect(await check(signature, message, key)).toBe(false)
  })
})

test('the crafted signatures are real: the lenient check takes most of them', () => {
  const lenient = crafted.filter(([, signature, key]) => {
    try {
      return ed25519.verify(signature, message, key, { zip215: true })
    } catch {
      return false
    }
  })
  expect(lenient.length).toBeGreaterThanOrEqual(13)
})

test('a platform that throws, at once or later, says no', async () => {
  const atOnce = makeVerifySignature(() => {
    throw new Error('no Ed25519 here')
  })
  const later = makeVerifySignature(() => Promise.reject(new Error('no Ed25519 here')))
  expect(atOnce(honest, message, publicKey)).toBe(false)
  expect(await later(honest, message, publicKey)).toBe(false)
})
