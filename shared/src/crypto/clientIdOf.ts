import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { idToBytes } from './idToBytes.ts'
import type { AccountId, SessionNonce } from './ids.ts'
import { toUtf8 } from './utf8.ts'

const separator = Uint8Array.of(0)

/**
 * The Yjs clientID under which an author's session writes in a document: the first 52 bits of SHA-256(document ‖ 0 ‖ author ‖
 * session), so nobody can write under another's (design.md §3). 52 bits, because Yjs wants a safe integer and lib0's varuint
 * 53 at most; to land on one given clientID takes 2^52 hashes per document. Some 3 µs: keep the outcome per session.
 */
export const clientIdOf = (document: string, author: AccountId, session: SessionNonce): number => {
  const hash = sha256(concatBytes(toUtf8(document), separator, idToBytes(author), idToBytes(session)))
  const view = new DataView(hash.buffer, hash.byteOffset)
  return view.getUint32(0) * 2 ** 20 + (view.getUint32(4) >>> 12)
}
