import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeAcknowledgement, encodeAcknowledgement } from './acknowledgement.ts'

const clock = fc.maxSafeNat()

test('an acknowledgement comes back as it was said', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(clock, clock)), pairs => {
      const clocks = new Map(pairs)
      expect(decodeAcknowledgement(encodeAcknowledgement(clocks).subarray(1))).toEqual({ ok: true, value: clocks })
    }),
  )
})

test('any bytes at all give a value or an error, never a throw', () => {
  let refused = 0
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), bytes => {
      if (!decodeAcknowledgement(bytes).ok) refused++
    }),
  )
  expect(refused).toBeGreaterThan(10)
})
