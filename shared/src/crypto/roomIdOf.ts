import { sha256 } from '@noble/hashes/sha2.js'
import { compareBytes } from './compareBytes.ts'
import { delimited } from './delimited.ts'
import { bytesToId, idToBytes } from './idToBytes.ts'
import { idBytes, type AccountId, type RoomId } from './ids.ts'

export type RoomKind = 'self' | 'direct' | 'couple' | 'group'

export interface RoomFounding {
  readonly kind: RoomKind
  /** The account of `self` and `group`; both of `direct` and `couple`, in any order. */
  readonly founders: readonly AccountId[]
  /** 16 bytes: drawn by whoever asked first; all zero for `self`, of which there is one. */
  readonly nonce: Uint8Array
}

/**
 * A room's id holds who founded it (design.md §3), so a third member of a pair, or another owner of a group, would be another
 * room. A device computes it itself and never takes the relay's word.
 */
export const roomIdOf = ({ kind, founders, nonce }: RoomFounding): RoomId => {
  const sorted = founders.map(idToBytes).sort(compareBytes)
  return bytesToId(sha256(delimited('room', kind, nonce, ...sorted)).subarray(0, idBytes.room))
}
