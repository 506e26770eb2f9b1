import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { ok, type Result } from '../result.ts'
import { agree, type PublicKeyInvalid } from './agree.ts'
import { toBase64url } from './base64url.ts'
import { compareBytes } from './compareBytes.ts'
import type { RoomId } from './ids.ts'
import type { KeyPair } from './keyPair.ts'
import { toUtf8 } from './utf8.ts'

/**
 * The `password` under which two people's devices introduce themselves through the relay (y-webrtc): both compute it, the relay
 * cannot (design.md §5). HKDF-SHA-256 (RFC 5869) of X25519 between their agreement keys, salted with both public keys.
 * @param theirs - the other's checked X25519 public key.
 */
export const signalingSecret = (own: KeyPair, theirs: Uint8Array, room: RoomId): Result<string, PublicKeyInvalid> => {
  const shared = agree(own.secret, theirs)
  if (!shared.ok) return shared
  const salt = concatBytes(...[own.public, theirs].sort(compareBytes))
  return ok(toBase64url(hkdf(sha256, shared.value, salt, toUtf8(`sarangbang/signaling/1\0${room}`), 32)))
}
