import { sha256 } from '@noble/hashes/sha2.js'
import type { RandomBytes } from './platform.ts'
import { toUtf8 } from './utf8.ts'

/**
 * Bytes that look random and are the same for the same seed: SHA-256(seed ‖ ":" ‖ block number), block after block. For tests and
 * for the vectors of docs/protocol.md; never for keys that guard something.
 */
export const seededBytes = (seed: string): RandomBytes => {
  let block = 0
  let rest = new Uint8Array(0)
  return length => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length;) {
      if (rest.length === 0) rest = sha256(toUtf8(`${seed}:${block++}`))
      const part = rest.subarray(0, length - at)
      bytes.set(part, at)
      rest = rest.subarray(part.length)
      at += part.length
    }
    return bytes
  }
}
