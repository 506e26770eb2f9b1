import { expect, test } from 'vitest'
import { LinkClock } from './LinkClock.ts'

test('counts age and silence from tick to tick, and silence anew from whatever arrives', () => {
  const clock = new LinkClock(1_000, 1_000)
  for (const nowMs of [1_500, 2_000]) clock.tick(nowMs, null)
  expect([clock.ageMs, clock.silentMs]).toEqual([1_000, 1_000])
  clock.tick(2_500, 2_300)
  expect([clock.ageMs, clock.silentMs]).toEqual([1_500, 0])
  clock.tick(3_000, 2_300)
  expect([clock.ageMs, clock.silentMs]).toEqual([2_000, 500])
})

test('a page that slept an hour holds none of it against the other side', () => {
  const clock = new LinkClock(0, 1_000)
  clock.tick(3_600_000, null)
  expect([clock.ageMs, clock.silentMs]).toEqual([1_000, 1_000])
})
