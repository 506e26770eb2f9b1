/**
 * A frame is one message of the data channel; its first byte is its kind, the rest its body:
 *
 *   | kind | name  | body                                       |
 *   |------|-------|--------------------------------------------|
 *   | 0    | part  | bytes of a message, more follow            |
 *   | 1    | last  | the last bytes of a message                |
 *   | 2    | hello | the first frame each way                   |
 *   | 3    | taken | uint32, credit given back to the sender    |
 */
export const frameKind = { part: 0, last: 1, hello: 2, taken: 3 } as const

/** Every browser's channel takes 64 KiB; Chromium refuses above 256 KiB. */
export const maxBodyBytes = 64 * 1024 - 1
/** Sent and not yet taken by the other side, at most: what a slow reader has to hold. */
export const windowBytes = 4 * 1024 * 1024

/** What bytes count for: 128 bytes of bookkeeping keep floods of tiny frames from being free. */
export const costOf = (bytes: Uint8Array): number => bytes.length + 128

export const encodeFrame = (kind: number, body: Uint8Array): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(1 + body.length)
  bytes[0] = kind
  bytes.set(body, 1)
  return bytes
}

export const encodeTaken = (credit: number): Uint8Array<ArrayBuffer> => {
  const body = new Uint8Array(4)
  new DataView(body.buffer).setUint32(0, credit)
  return encodeFrame(frameKind.taken, body)
}

/** The credit of a `taken` body; 0, which nobody may give, when it is none. */
export const decodeTaken = (body: Uint8Array): number =>
  body.length === 4 ? new DataView(body.buffer, body.byteOffset).getUint32(0) : 0
