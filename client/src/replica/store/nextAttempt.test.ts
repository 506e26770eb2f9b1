import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextAttempt, outboxBackOff, waitMs } from './nextAttempt.ts'
import type { OutboxProgress } from './outbox.ts'

const record = (progress: Partial<OutboxProgress> = {}): OutboxProgress => ({
  key: 'request-준호',
  createdMs: 0,
  attempts: 0,
  notBeforeMs: 0,
  waitAsked: false,
  refused: null,
  ...progress,
})
const now = Date.UTC(2026, 10, 20)

describe('nextAttempt', () => {
  it('the wait doubles from one second and stays at five minutes', () => {
    const waits = [0, 1, 2, 3, 8, 9, 40].map(attempts => nextAttempt(record({ attempts }), now, 1).notBeforeMs - now)
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 256_000, 300_000, 300_000])
  })

  it('chance spreads the wait over its upper half and never beyond the cap', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, share) => {
        const full = nextAttempt(record({ attempts }), now, 1).notBeforeMs - now
        const wait = nextAttempt(record({ attempts }), now, share).notBeforeMs - now
        return wait >= Math.floor(full / 2) && wait <= full && full <= outboxBackOff.capMs
      }),
      { numRuns: 500 },
    )
  })

  it('what the relay asked for is never shortened, and a longer own wait stands', () => {
    expect(nextAttempt(record(), now, 0, 600_000)).toEqual({ attempts: 1, notBeforeMs: now + 600_000, waitAsked: true })
    expect(nextAttempt(record({ attempts: 20 }), now, 1, 1).notBeforeMs).toBe(now + 300_000)
  })
})

describe('waitMs', () => {
  const waiting = record({ attempts: 3, notBeforeMs: now + 4_000 })

  it('counts down to zero and not below', () => {
    expect([0, 3_999, 4_000, 9_000].map(later => waitMs(waiting, now + later, false))).toEqual([4_000, 1, 0, 0])
  })

  it('a returning network ends an own wait but not one the relay asked for', () => {
    expect(waitMs(waiting, now, true)).toBe(0)
    expect(waitMs({ ...waiting, waitAsked: true }, now, true)).toBe(4_000)
  })

  it('a device clock set back by a year holds nothing for longer than the cap', () => {
    expect(waitMs(waiting, now - 365 * 86_400_000, false)).toBe(outboxBackOff.capMs)
  })
})
