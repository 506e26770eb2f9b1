import { fromBase64url, toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { roomIdOf } from '@sarangbang/shared/crypto/roomIdOf.ts'
import type { StoredRoom } from '../store/rooms.ts'

const foundRoom = (
  kind: StoredRoom['kind'],
  founders: readonly AccountId[],
  nonce: Uint8Array,
  createdMs: number,
): StoredRoom => ({
  id: roomIdOf({ kind, founders, nonce }),
  kind,
  nonce: toBase64url(nonce),
  founders,
  createdMs,
})

/** The private room of an account with itself: there is one, so its nonce is zero (design.md §3). */
export const selfRoom = (account: AccountId, createdMs: number): StoredRoom =>
  foundRoom('self', [account], new Uint8Array(16), createdMs)

/**
 * The room of two friends. `null`: the nonce is not 16 bytes in base64url's one spelling.
 * @param nonce drawn by the one who asked, so untrusted.
 */
export const directRoom = (a: AccountId, b: AccountId, nonce: string, createdMs: number): StoredRoom | null => {
  const bytes = fromBase64url(nonce)
  return bytes?.length === 16 ? foundRoom('direct', [a, b], bytes, createdMs) : null
}
