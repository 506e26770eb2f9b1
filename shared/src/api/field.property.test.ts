import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { fromBase64url, toBase64url } from '../crypto/base64url.ts'
import { fixedBytes } from './field.ts'

test('a field of fixed bytes takes exactly the texts that can be read', () => {
  let refused = 0
  const sizes = fc.constantFrom(15, 16, 32, 64)
  const cases = sizes.chain(size =>
    fc.record({
      size: fc.constant(size),
      bytes: fc.uint8Array({ minLength: size, maxLength: size }),
      last: fc.constantFrom(...'ABCQgwE8_-='),
    }),
  )
  fc.assert(
    fc.property(cases, ({ size, bytes, last }) => {
      const text = toBase64url(bytes)
      expect(v.is(fixedBytes(size), text)).toBe(true)
      const changed = text.slice(0, -1) + last
      const readable = fromBase64url(changed)?.length === size
      refused += readable ? 0 : 1
      expect(v.is(fixedBytes(size), changed)).toBe(readable)
    }),
  )
  expect(refused).toBeGreaterThan(20)
})
