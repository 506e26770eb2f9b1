import type { RegisterCodec } from './registerCodec.ts'

/** What one shows the others here; each works only where both sides share it (design.md §3). */
export interface ShareValue {
  /** That one is there. */
  readonly presence: boolean
  readonly typing: boolean
  /** How far one has read. */
  readonly read: boolean
}

const presenceBit = 1
const typingBit = 2
const readBit = 4

/** One byte of flags: bit 0 presence, bit 1 typing, bit 2 read; the others are ignored. */
export const shareRegister: RegisterCodec<ShareValue> = {
  encode: ({ presence, typing, read }) =>
    Uint8Array.of((presence ? presenceBit : 0) | (typing ? typingBit : 0) | (read ? readBit : 0)),
  decode([flags]) {
    if (flags === undefined) return null
    return {
      presence: (flags & presenceBit) !== 0,
      typing: (flags & typingBit) !== 0,
      read: (flags & readBit) !== 0,
    }
  },
}
