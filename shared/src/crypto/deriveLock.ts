import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Lock } from '../api/field.ts'
import { agreementPair, signingPair, type KeyPair } from './keyPair.ts'
import { toUtf8 } from './utf8.ts'

export type LockKind = Lock['kind']

/** HKDF-SHA-256 (RFC 5869) without salt: the secrets that come in are uniform already (RFC 5869 §3.3). */
const derive = (secret: Uint8Array, info: string) => hkdf(sha256, secret, undefined, toUtf8(info), 32)

/**
 * The X25519 pair of a lock. The vault key is sealed to its public half, so it can be replaced without the secret.
 * @param secret - password: the export key of OPAQUE (RFC 9807 §6.4.4), as bytes; recovery: the bytes of the code.
 */
export const deriveLock = (kind: LockKind, secret: Uint8Array): KeyPair =>
  agreementPair(derive(secret, `sarangbang/lock-${kind}/1`))

/** The Ed25519 pair that proves the right to set a new password. @param codeBytes - of the recovery code. */
export const recoverySigner = (codeBytes: Uint8Array): KeyPair =>
  signingPair(derive(codeBytes, 'sarangbang/recovery-signer/1'))
