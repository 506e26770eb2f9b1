import { concatBytes } from '@noble/hashes/utils.js'
import { toUtf8 } from './utf8.ts'

const withLength = (field: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(4 + field.length)
  new DataView(bytes.buffer).setUint32(0, field.length)
  bytes.set(field, 4)
  return bytes
}

/**
 * A byte string that means one thing: `sarangbang/<what>/1`, a zero byte, then each field behind its length (4 bytes, big
 * endian). No two lists of fields, and no two purposes, give the same bytes, so nothing signed or hashed for one purpose
 * can be shown for another.
 * @param what - lower-case letters and hyphens, unique per purpose: docs/protocol.md lists them all.
 * @param fields - texts count as UTF-8.
 */
export const delimited = (what: string, ...fields: readonly (Uint8Array | string)[]): Uint8Array<ArrayBuffer> =>
  concatBytes(
    toUtf8(`sarangbang/${what}/1\0`),
    ...fields.map(field => withLength(typeof field === 'string' ? toUtf8(field) : field)),
  )
