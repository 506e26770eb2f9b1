import { bytesToHex } from '@noble/hashes/utils.js'
import * as crypto from '@sarangbang/shared/crypto/index.ts'
import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'
import type { Month } from '@sarangbang/shared/room/documentName.ts'
import type { EntryRef, Stamp } from '@sarangbang/shared/room/entry.ts'
import type { Result } from '@sarangbang/shared/result.ts'

/** The people, room and keys that all vectors speak of. Bytes are hex, ids base64url as in the API. */

export const hex = bytesToHex
export const pair = ({ secret, public: publicKey }: crypto.KeyPair) => ({ secret: hex(secret), public: hex(publicKey) })
export const value = <T>(result: Result<T, { readonly kind: string }>): T => {
  if (!result.ok) throw new Error(result.error.kind)
  return result.value
}
/** Randomness that remembers what it gave: a vector says which random bytes its maker drew, in their order. */
export const recorded = (seed: string) => {
  const source = seededBytes(seed)
  const drawn: string[] = []
  const randomBytes = (length: number) => {
    const bytes = source(length)
    drawn.push(hex(bytes))
    return bytes
  }
  return { randomBytes, drawn }
}

const random = seededBytes('vectors')
export const alice = crypto.createIdentity(seededBytes('alice'))
export const bob = crypto.createIdentity(seededBytes('bob'))
export const nonce = random(16)
export const founders = [alice.account, bob.account]
export const room = crypto.roomIdOf({ kind: 'direct', founders, nonce })
export const month = '2026-05' as Month
export const document = `${room}.${month}`
export const key = random(32)
export const epoch = crypto.epochIdOf(key)
export const session = crypto.toBase64url(random(8)) as crypto.SessionNonce
export const stamp: Stamp = { ms: Date.UTC(2026, 4, 3, 9, 30, 15, 250), counter: 2 }
export const target: EntryRef = { month, author: bob.account, id: crypto.toBase64url(random(16)) as crypto.EntryId }
