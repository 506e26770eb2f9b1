import { fromBase64url, toBase64url } from './base64url.ts'

/**
 * The bytes of an id. Ids are checked where they enter (`fromBase64url`, the schemas of api/field.ts), so a text that is none
 * is a bug.
 * @throws {TypeError} when `id` is not base64url.
 */
export const idToBytes = (id: string): Uint8Array<ArrayBuffer> => {
  const bytes = fromBase64url(id)
  if (!bytes) throw new TypeError('an id is base64url without padding')
  return bytes
}

/** The id of bytes whose length the caller has checked. */
export const bytesToId = <Id extends string>(bytes: Uint8Array): Id => toBase64url(bytes) as Id
