import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { minPaddedBytes, pad, paddedLength, unpad } from './padding.ts'

test('what was padded comes back, at one of few lengths', () => {
  const lengths = new Set<number>()
  for (let length = 0; length < 3000; length++) {
    const plain = new Uint8Array(length).fill(length & 1 ? 0 : 0x80)
    const padded = pad(plain)
    lengths.add(padded.length)
    expect(padded.length).toBe(paddedLength(length + 1))
    expect(unpad(padded)).toEqual(plain)
  }
  expect(lengths.size).toBeLessThan(80)
})

test('a length grows by 12 % at most, never shrinks, and lies on the grid already', () => {
  fc.assert(
    fc.property(fc.integer({ min: minPaddedBytes, max: 1 << 20 }), bytes => {
      const padded = paddedLength(bytes)
      expect(padded).toBeGreaterThanOrEqual(bytes)
      expect(padded).toBeLessThanOrEqual(bytes * 1.12)
      expect(paddedLength(padded)).toBe(padded)
      expect(paddedLength(bytes + 1)).toBeGreaterThanOrEqual(padded)
    }),
  )
  // From the paper's definition: E = 9, S = 4, so the last 5 bits of 600 are rounded up.
  expect(paddedLength(600)).toBe(608)
})

test('any bytes are unpadded or refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
      const plain = unpad(bytes)
      if (plain) expect(bytes[plain.length]).toBe(0x80)
    }),
  )
  expect(unpad(new Uint8Array(64))).toBeNull()
  expect(unpad(new Uint8Array(0))).toBeNull()
  expect(unpad(new Uint8Array(64).fill(1))).toBeNull()
})
