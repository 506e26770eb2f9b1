const nothing = new Uint8Array(0)

/**
 * Reads untrusted bytes front to back. The first thing that is not there, or not in its one canonical form, makes `failed`
 * true for good, and everything read from then on is zero or empty: a decoder reads all it wants and looks once at the end.
 */
export interface Reader {
  readonly at: number
  readonly failed: boolean
  /** Whether nothing is left. */
  readonly done: boolean
  byte(): number
  /** A view of the next `length` bytes. */
  take(length: number): Uint8Array
  /**
   * Unsigned LEB128 as lib0 writes it (`writeVarUint`): 7 bits a byte, lowest first. Fails unless it is minimal, so that a number has
   * one encoding, and at most `max`.
   */
  uint(max?: number): number
}

export const makeReader = (bytes: Uint8Array, start = 0): Reader => {
  let at = start
  let failed = false
  const lose = (): 0 => {
    failed = true
    at = bytes.length
    return 0
  }
  return {
    get at() {
      return at
    },
    get failed() {
      return failed
    },
    get done() {
      return at === bytes.length
    },
    byte: () => (at < bytes.length ? (bytes[at++] as number) : lose()),
    take(length) {
      if (length > bytes.length - at) {
        lose()
        return nothing
      }
      at += length
      return bytes.subarray(at - length, at)
    },
    uint(max = Number.MAX_SAFE_INTEGER) {
      let value = 0
      // Eight bytes hold 56 bits; after as many zeros nothing minimal can follow.
      for (let scale = 1; at < bytes.length && scale <= 2 ** 49; scale *= 128) {
        const byte = bytes[at++] as number
        value += (byte & 127) * scale
        if (value > max) return lose()
        if (byte < 128) return byte === 0 && scale > 1 ? lose() : value
      }
      return lose()
    },
  }
}
