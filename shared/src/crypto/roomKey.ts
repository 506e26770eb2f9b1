import { sha256 } from '@noble/hashes/sha2.js'
import { delimited } from './delimited.ts'
import { bytesToId } from './idToBytes.ts'
import { idBytes, type EpochId } from './ids.ts'
import type { RandomBytes } from './platform.ts'

export const roomKeyBytes = 32

export const createRoomKey = (randomBytes: RandomBytes): Uint8Array => randomBytes(roomKeyBytes)

/** The epoch a room key makes: first 16 bytes of a hash of the key, so two rotations cannot collide (design.md §4). */
export const epochIdOf = (key: Uint8Array): EpochId =>
  bytesToId(sha256(delimited('epoch', key)).subarray(0, idBytes.epoch))
