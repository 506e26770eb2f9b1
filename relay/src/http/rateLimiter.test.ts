import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeRateLimiter, maxBuckets, rateLimits } from './rateLimiter.ts'

describe('rate limiter', () => {
  test('lets a burst through, then one per interval, and names whole seconds that are enough', () => {
    let nowMs = 1_000_000
    const limiter = makeRateLimiter(() => nowMs)
    const { burst, everyMs } = rateLimits.loginsPerHandle
    for (let i = 0; i < burst; i++) expect(limiter.take('loginsPerHandle', 'alice')).toBeNull()
    expect(limiter.take('loginsPerHandle', 'alice')).toBe(everyMs / 1000)
    expect(limiter.take('loginsPerHandle', 'bob')).toBeNull()
    expect(limiter.take('recoveriesPerHandle', 'alice')).toBeNull()
    nowMs += everyMs
    expect(limiter.take('loginsPerHandle', 'alice')).toBeNull()
    expect(limiter.take('loginsPerHandle', 'alice')).toBe(everyMs / 1000)
    nowMs += 1000 * everyMs
    for (let i = 0; i < burst; i++) expect(limiter.take('loginsPerHandle', 'alice')).toBeNull()
    expect(limiter.take('loginsPerHandle', 'alice')).not.toBeNull()
  })

  test('asking while refused costs nothing: patience always pays', () => {
    let nowMs = 0
    const limiter = makeRateLimiter(() => nowMs)
    while (limiter.take('signUpsPerAddress', 'x') === null);
    for (let i = 0; i < 100; i++) limiter.take('signUpsPerAddress', 'x')
    nowMs += (limiter.take('signUpsPerAddress', 'x') ?? 0) * 1000
    expect(limiter.take('signUpsPerAddress', 'x')).toBeNull()
  })

  test('never lets more through than burst and speed allow, whatever the pauses', () => {
    let refused = 0
    fc.assert(
      fc.property(fc.array(fc.nat(3000), { minLength: 1, maxLength: 200 }), pauses => {
        let nowMs = 0
        let passed = 0
        const limiter = makeRateLimiter(() => nowMs)
        for (const pause of pauses) {
          nowMs += pause
          if (limiter.take('tickets', 'x') === null) passed += 1
          else refused += 1
        }
        const { burst, everyMs } = rateLimits.tickets
        expect(passed).toBeLessThanOrEqual(burst + nowMs / everyMs)
      }),
      { examples: [[Array<number>(100).fill(1)]] },
    )
    expect(refused).toBeGreaterThan(0)
  })

  test('a factor scales burst and speed; 0 lets everything through', () => {
    const nowMs = 0
    const half = makeRateLimiter(() => nowMs, 0.5)
    let passed = 0
    while (half.take('tickets', 'x') === null) passed += 1
    expect(passed).toBe(rateLimits.tickets.burst / 2)
    expect(half.take('tickets', 'x')).toBe((2 * rateLimits.tickets.everyMs) / 1000)
    const off = makeRateLimiter(() => nowMs, 0)
    for (let i = 0; i < 10_000; i++) expect(off.take('signUpsPerAddress', 'x')).toBeNull()
  })

  test('a flood of addresses takes bounded memory, and does not wash out whoever is refused and keeps asking', () => {
    const limiter = makeRateLimiter(() => 0)
    let most = 0
    let washedOut = 0
    while (limiter.take('tickets', 'busy') === null);
    for (let i = 0; i < 250_000; i++) {
      limiter.take('signUpsPerAddress', `address ${i}`)
      most = Math.max(most, limiter.size())
      if (i % 10_000 === 0 && limiter.take('tickets', 'busy') === null) washedOut += 1
    }
    expect(most).toBe(maxBuckets)
    expect(washedOut).toBe(0)
  })

  test('full buckets are forgotten first', () => {
    let nowMs = 0
    const limiter = makeRateLimiter(() => nowMs)
    for (let i = 0; i < maxBuckets; i++) limiter.take('tickets', `address ${i}`)
    nowMs += rateLimits.tickets.everyMs
    limiter.take('tickets', 'one more')
    expect(limiter.size()).toBe(1)
  })
})
