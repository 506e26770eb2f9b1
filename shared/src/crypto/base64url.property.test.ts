import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64url, toBase64url } from './base64url.ts'

test('every byte string has one text, the same as Node makes, and comes back', () => {
  const lengths = new Set<number>()
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
      lengths.add(bytes.length % 3)
      const text = toBase64url(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64url'))
      expect(fromBase64url(text)).toEqual(bytes)
    }),
  )
  expect(lengths.size).toBe(3)
})

test('any text either is the one text of some bytes or is refused', () => {
  let read = 0
  const character = fc.constantFrom(...'AQgw09-_zZ+/= é')
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 8 }), text => {
      const bytes = fromBase64url(text)
      if (!bytes) return
      read++
      expect(toBase64url(bytes)).toBe(text)
    }),
  )
  expect(read).toBeGreaterThan(0)
})

test.each(['A', 'AB', 'AAB', 'AA=', 'AA==', 'A+', 'A/AA', ' AAA', 'AAA\n', '한글'])('%j is refused', text => {
  expect(fromBase64url(text)).toBeNull()
})

test('a megabyte does not overflow the arguments of one call', () => {
  const bytes = new Uint8Array(1_000_000).fill(251)
  expect(fromBase64url(toBase64url(bytes))).toEqual(bytes)
})
