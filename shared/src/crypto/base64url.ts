const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const codeOf = Uint8Array.from(alphabet, character => character.charCodeAt(0))
/** 255 for whatever is no character of the alphabet. */
const valueOf = new Uint8Array(128).fill(255)
codeOf.forEach((code, value) => {
  valueOf[code] = value
})

/** Arguments of one `String.fromCharCode` call; engines allow some 65,000 and get slow before. */
const chunkCodes = 8192

const textOf = (codes: Uint8Array): string => {
  if (codes.length <= chunkCodes) return String.fromCharCode.apply(null, codes as unknown as number[])
  let text = ''
  for (let at = 0; at < codes.length; at += chunkCodes) text += textOf(codes.subarray(at, at + chunkCodes))
  return text
}

/** Base64url without padding (RFC 4648 §5). On the path of every envelope: ids are made with it. */
export const toBase64url = (bytes: Uint8Array): string => {
  const codes = new Uint8Array(Math.ceil((bytes.length * 4) / 3))
  let to = 0
  for (let at = 0; at < bytes.length; at += 3) {
    // Reading past the end gives undefined, which counts as 0 here; the surplus characters fall outside `codes`.
    const bits = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)
    codes[to++] = codeOf[bits >>> 18] as number
    codes[to++] = codeOf[(bits >>> 12) & 63] as number
    codes[to++] = codeOf[(bits >>> 6) & 63] as number
    codes[to++] = codeOf[bits & 63] as number
  }
  return textOf(codes)
}

/**
 * Reads untrusted base64url. `null` for a foreign character, padding, an impossible length, or unused bits that are not zero:
 * bytes have exactly one text (RFC 4648 §3.5), so that texts can be compared in their place.
 */
export const fromBase64url = (text: string): Uint8Array<ArrayBuffer> | null => {
  if (text.length % 4 === 1) return null
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4))
  let bits = 0
  let count = 0
  let to = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const value = code < 128 ? (valueOf[code] as number) : 255
    if (value === 255) return null
    bits = ((bits << 6) | value) & 0xfff
    count += 6
    if (count < 8) continue
    count -= 8
    bytes[to++] = bits >>> count
  }
  return (bits & ((1 << count) - 1)) === 0 ? bytes : null
}
