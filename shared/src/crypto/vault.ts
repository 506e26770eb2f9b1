import { concatBytes } from '@noble/hashes/utils.js'
import { fail, ok, type Result } from '../result.ts'
import { identityOf, type Identity } from './createIdentity.ts'
import type { LockKind } from './deriveLock.ts'

/** A lock as the vault remembers it. */
export interface VaultLock {
  readonly kind: LockKind
  /** X25519, 32 bytes. */
  readonly publicKey: Uint8Array
}

/**
 * What an account keeps under its locks. The locks' public keys are in it because a device that changes the password seals
 * the new vault key to the recovery lock too: were that key taken from the relay's word, the relay could hand out its own.
 */
export interface Vault {
  readonly identity: Identity
  /** Every lock that opens this vault; at most one of each kind. */
  readonly locks: readonly VaultLock[]
}

/** Opened, but not a vault this version can read. */
export interface VaultMalformed {
  readonly kind: 'vault-malformed'
}

const version = 1
const codeOfKind: Record<LockKind, number> = { password: 0, recovery: 1 }
const kinds: readonly LockKind[] = ['password', 'recovery']
const headBytes = 66
const lockBytes = 33

/**
 *   | offset | bytes  | field                                           |
 *   |--------|--------|-------------------------------------------------|
 *   | 0      | 1      | version = 1                                     |
 *   | 1      | 32     | Ed25519 secret (seed)                           |
 *   | 33     | 32     | X25519 secret                                   |
 *   | 65     | 1      | number of locks                                 |
 *   | 66     | 33 × n | kind (0 password, 1 recovery) · X25519 public   |
 */
export const encodeVault = ({ identity, locks }: Vault): Uint8Array =>
  concatBytes(
    Uint8Array.of(version),
    identity.signing.secret,
    identity.agreement.secret,
    Uint8Array.of(locks.length),
    ...locks.flatMap(lock => [Uint8Array.of(codeOfKind[lock.kind]), lock.publicKey]),
  )

/** Copies what it returns: nothing of it changes when `bytes` are wiped. */
export const decodeVault = (bytes: Uint8Array): Result<Vault, VaultMalformed> => {
  const count = bytes[65]
  if (bytes[0] !== version || count === undefined || bytes.length !== headBytes + lockBytes * count) {
    return fail({ kind: 'vault-malformed' })
  }
  const locks: VaultLock[] = []
  for (let at = headBytes; at < bytes.length; at += lockBytes) {
    const kind = kinds[bytes[at] as number]
    if (!kind || locks.some(lock => lock.kind === kind)) return fail({ kind: 'vault-malformed' })
    locks.push({ kind, publicKey: bytes.slice(at + 1, at + lockBytes) })
  }
  return ok({ identity: identityOf(bytes.slice(1, 33), bytes.slice(33, 65)), locks })
}
