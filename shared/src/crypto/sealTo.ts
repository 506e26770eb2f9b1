import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { ok, type Result } from '../result.ts'
import { agree, type PublicKeyInvalid } from './agree.ts'
import { agreementPair } from './keyPair.ts'
import type { RandomBytes } from './platform.ts'
import { toUtf8 } from './utf8.ts'

/** Ephemeral public key and tag. */
export const sealToOverheadBytes = 32 + 16

/**
 * The cipher two halves agree on: HKDF-SHA-256 (RFC 5869) of the shared secret, salted with both public keys, bound to its
 * use by `context`. Key and nonce come out of the same derivation: the key is used for one message only, because the
 * ephemeral half is, so a nonce that is a function of it repeats never.
 */
export const sealToCipher = (shared: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array, context: string) => {
  const derived = hkdf(sha256, shared, concatBytes(ephemeral, recipient), toUtf8(context), 56)
  return xchacha20poly1305(derived.subarray(0, 32), derived.subarray(32))
}

/**
 * Seals bytes so that only the holder of a public key's other half opens them; says nothing of who sealed them.
 *
 *   | offset | bytes | field                                   |
 *   |--------|-------|-----------------------------------------|
 *   | 0      | 32    | ephemeral X25519 public key             |
 *   | 32     | n     | XChaCha20-Poly1305 ciphertext           |
 *   | end−16 | 16    | its tag                                 |
 *
 * @param recipient - X25519 public key, untrusted. Error: it is of small order; whoever sent it is broken or lies.
 * @param context - what it is for, equal at opening: `sarangbang/<what>/1\0…`.
 */
export const sealTo = (
  recipient: Uint8Array,
  context: string,
  plain: Uint8Array,
  randomBytes: RandomBytes,
): Result<Uint8Array, PublicKeyInvalid> => {
  const ephemeral = agreementPair(randomBytes(32))
  const shared = agree(ephemeral.secret, recipient)
  if (!shared.ok) return shared
  const cipher = sealToCipher(shared.value, ephemeral.public, recipient, context)
  return ok(concatBytes(ephemeral.public, cipher.encrypt(plain)))
}
