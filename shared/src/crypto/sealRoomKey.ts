import { fail, ok, type Result } from '../result.ts'
import type { PublicKeyInvalid } from './agree.ts'
import type { EpochId, RoomId } from './ids.ts'
import type { KeyPair } from './keyPair.ts'
import { openSealedTo, type SealBroken } from './openSealedTo.ts'
import type { RandomBytes } from './platform.ts'
import { epochIdOf, roomKeyBytes } from './roomKey.ts'
import { sealTo, sealToOverheadBytes } from './sealTo.ts'

export const sealedRoomKeyBytes = sealToOverheadBytes + roomKeyBytes

const contextOf = (room: RoomId, epoch: EpochId): string => `sarangbang/room-key/1\0${room}\0${epoch}`

/** One member's copy of a room key. @param agreement - the member's checked X25519 public key. */
export const sealRoomKey = (
  key: Uint8Array,
  room: RoomId,
  agreement: Uint8Array,
  randomBytes: RandomBytes,
): Result<Uint8Array, PublicKeyInvalid> => sealTo(agreement, contextOf(room, epochIdOf(key)), key, randomBytes)

export type RoomKeyFault =
  | SealBroken
  /** What was sealed is not the key of this epoch. */
  | { readonly kind: 'epoch-mismatch' }

/** Opens one's own copy. @param pair - own X25519. @param sealed - from a signed epoch entry, whose author may lie. */
export const openRoomKey = (
  sealed: Uint8Array,
  room: RoomId,
  epoch: EpochId,
  pair: KeyPair,
): Result<Uint8Array, RoomKeyFault> => {
  const opened = openSealedTo(pair, contextOf(room, epoch), sealed)
  if (!opened.ok) return opened
  const right = opened.value.length === roomKeyBytes && epochIdOf(opened.value) === epoch
  return right ? ok(opened.value) : fail({ kind: 'epoch-mismatch' })
}
