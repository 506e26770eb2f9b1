import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeClock, maxDriftMs } from './clock.ts'
import type { Stamp } from './entry.ts'
import { compareStamps, maxStamp, maxStampCounter, minStampMs } from './stamp.ts'

const start = Date.UTC(2026, 4, 3)
type Step =
  | { readonly kind: 'tick' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'receive'; readonly aheadMs: number; readonly counter: number }
const steps = fc.array(
  fc.oneof(
    fc.constant<Step>({ kind: 'tick' }),
    fc.integer({ min: -5_000, max: 5_000 }).map((ms): Step => ({ kind: 'wait', ms })),
    fc.record({
      kind: fc.constant('receive' as const),
      aheadMs: fc.integer({ min: -1e6, max: 1e6 }),
      counter: fc.oneof(fc.nat(9), fc.constant(maxStampCounter)),
    }),
  ),
  { maxLength: 60 },
)

test('readings only grow, follow what was received, and never leave real time by more than a minute', () => {
  let followed = 0
  let ignored = 0
  fc.assert(
    fc.property(steps, list => {
      let now = start
      let highest = start
      const clock = makeClock({ now: () => now })
      let last: Stamp = { ms: 0, counter: 0 }
      for (const step of list) {
        if (step.kind === 'wait') now += step.ms
        highest = Math.max(highest, now)
        if (step.kind === 'receive') {
          const stamp = { ms: now + step.aheadMs, counter: step.counter }
          clock.receive(stamp)
          if (step.aheadMs > maxDriftMs) ignored++
          else {
            followed++
            expect(compareStamps(clock.tick(), stamp)).toBeGreaterThan(0)
          }
        }
        const read = clock.tick()
        expect(compareStamps(read, last)).toBeGreaterThan(0)
        expect(read.ms).toBeLessThanOrEqual(highest + maxDriftMs + list.length)
        expect(read.counter).toBeLessThanOrEqual(maxStampCounter)
        last = read
      }
    }),
  )
  expect(followed).toBeGreaterThan(10)
  expect(ignored).toBeGreaterThan(10)
})

test('it goes on where it stopped', () => {
  const last = { ms: start + 30_000, counter: 4 }
  expect(makeClock({ now: () => start, last }).tick()).toEqual({ ms: start + 30_000, counter: 5 })
})

test('a correction by the relay moves it; over a minute it starts anew', () => {
  const clock = makeClock({ now: () => start + 3_600_000 })
  clock.tick()
  expect(clock.correct(-30_000)).toBe(false)
  expect(clock.tick().ms).toBe(start + 3_600_000)
  expect(clock.correct(-3_600_000)).toBe(true)
  expect(clock.last).toBeNull()
  expect(clock.tick()).toEqual({ ms: start, counter: 0 })
})

test('a device in 1970 still makes stamps that can be written', () => {
  expect(makeClock({ now: () => 5 }).tick()).toEqual({ ms: minStampMs, counter: 0 })
})

test('the later of two stamps', () => {
  const early = { ms: start, counter: 1 }
  const late = { ms: start, counter: 2 }
  expect(maxStamp(early, late)).toBe(late)
  expect(maxStamp(late, early)).toBe(late)
  expect(maxStamp(null, early)).toBe(early)
  expect(maxStamp(early, null)).toBe(early)
  expect(maxStamp(null, null)).toBeNull()
})

test('a clock that goes back a year stays where the relay was last heard, and still orders what is written', () => {
  let now = start
  const clock = makeClock({ now: () => now })
  clock.correct(1_000)
  now -= 365 * 86_400_000
  const [one, two] = [clock.tick(), clock.tick()]
  expect(one).toEqual({ ms: start + 1_000, counter: 0 })
  expect(compareStamps(two, one)).toBeGreaterThan(0)
  const next = makeClock({ now: () => now, offsetMs: clock.offsetMs, heardMs: clock.heardMs })
  expect(next.nowMs()).toBe(start + 1_000)
  expect(next.correct(365 * 86_400_000)).toBe(true)
  expect(next.tick()).toEqual({ ms: start, counter: 0 })
})

test('a relay that was a year ahead itself does not hold the clock there', () => {
  const clock = makeClock({ now: () => start })
  clock.correct(365 * 86_400_000)
  expect(clock.correct(0)).toBe(true)
  expect(clock.tick()).toEqual({ ms: start, counter: 0 })
})
