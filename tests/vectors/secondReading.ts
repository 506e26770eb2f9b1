import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  verify,
  type KeyObject,
} from 'node:crypto'

/**
 * The primitives of docs/protocol.md §1 on node:crypto alone: nothing here knows the code that made the vectors, so both can only agree by
 * meaning the same.
 */

const prefixed = (prefix: string, key: Buffer): Buffer => Buffer.concat([Buffer.from(prefix, 'hex'), key])
/** The DER frames of RFC 8410. */
const x25519Public = (key: Buffer): KeyObject =>
  createPublicKey({ key: prefixed('302a300506032b656e032100', key), format: 'der', type: 'spki' })
const x25519Secret = (key: Buffer): KeyObject =>
  createPrivateKey({ key: prefixed('302e020100300506032b656e04220420', key), format: 'der', type: 'pkcs8' })
const ed25519Public = (key: Buffer): KeyObject =>
  createPublicKey({ key: prefixed('302a300506032b6570032100', key), format: 'der', type: 'spki' })

export const isSigned = (account: Buffer, message: Buffer, signature: Buffer): boolean =>
  verify(null, message, ed25519Public(account), signature)
export const x25519 = (secret: Buffer, theirs: Buffer): Buffer =>
  diffieHellman({ privateKey: x25519Secret(secret), publicKey: x25519Public(theirs) })
export const sha256 = (...parts: readonly Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest()
export const hkdf = (ikm: Buffer, salt: Buffer, info: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', ikm, salt, info, length))

export const delimited = (what: string, ...fields: readonly (Buffer | string)[]): Buffer =>
  Buffer.concat([
    Buffer.from(`sarangbang/${what}/1\0`),
    ...fields.flatMap(field => {
      const bytes = Buffer.from(field)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  ])

const rotate = (word: number, by: number): number => (word << by) | (word >>> (32 - by))
const rounds = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const

/** HChaCha20, draft-irtf-cfrg-xchacha-03 §2.2; OpenSSL has ChaCha20 only with the short nonce. */
const hchacha20 = (key: Buffer, nonce: Buffer): Buffer => {
  const words = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, ...Array.from({ length: 12 }, () => 0))
  for (let at = 0; at < 8; at++) words[4 + at] = key.readUInt32LE(at * 4)
  for (let at = 0; at < 4; at++) words[12 + at] = nonce.readUInt32LE(at * 4)
  const mix = (to: number, from: number, target: number, by: number): void => {
    words[to]! += words[from]!
    words[target] = rotate(words[target]! ^ words[to]!, by)
  }
  for (let double = 0; double < 10; double++) {
    for (const [a, b, c, d] of rounds) {
      mix(a, b, d, 16)
      mix(c, d, b, 12)
      mix(a, b, d, 8)
      mix(c, d, b, 7)
    }
  }
  const derived = Buffer.alloc(32)
  ;[0, 1, 2, 3, 12, 13, 14, 15].forEach((word, at) => derived.writeUInt32LE(words[word]!, at * 4))
  return derived
}

/** XChaCha20-Poly1305. @param sealed - ciphertext and its tag. */
export const xchachaOpen = (
  key: Buffer,
  nonce: Buffer,
  sealed: Buffer,
  associated: Buffer = Buffer.alloc(0),
): Buffer => {
  const short = Buffer.concat([Buffer.alloc(4), nonce.subarray(16)])
  const cipher = createDecipheriv('chacha20-poly1305', hchacha20(key, nonce.subarray(0, 16)), short, {
    authTagLength: 16,
  })
  cipher.setAAD(associated, { plaintextLength: sealed.length - 16 })
  cipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
}

/** docs/protocol.md §5, "Sealing to a public key". */
export const openSealed = (pair: { secret: string; public: string }, context: string, sealed: Buffer): Buffer => {
  const ephemeral = sealed.subarray(0, 32)
  const salt = Buffer.concat([ephemeral, Buffer.from(pair.public, 'hex')])
  const derived = hkdf(x25519(Buffer.from(pair.secret, 'hex'), ephemeral), salt, context, 56)
  return xchachaOpen(derived.subarray(0, 32), derived.subarray(32), sealed.subarray(32))
}
