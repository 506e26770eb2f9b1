import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { greatestClocks } from './acks.ts'

const acknowledgement = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(1_000)), { maxLength: 5 })
  .map(pairs => new Map(pairs))
const sorted = (clocks: ReadonlyMap<number, number>) => [...clocks].sort(([a], [b]) => a - b)

describe('greatestClocks', () => {
  it('any order and repetition of acknowledgements gives the same clocks, and none ever sinks', () => {
    fc.assert(
      fc.property(acknowledgement, acknowledgement, (one, other) => {
        const both = greatestClocks(one, other)
        expect(sorted(greatestClocks(other, one))).toEqual(sorted(both))
        expect(sorted(greatestClocks(both, one))).toEqual(sorted(both))
        for (const [client, clock] of one) expect(both.get(client)).toBeGreaterThanOrEqual(clock)
        expect(both.size).toBe(new Set([...one.keys(), ...other.keys()]).size)
      }),
    )
  })
})
