import { expect, test } from 'vitest'
import { makeGrowingPause } from './growingPause.ts'

const minute = 60_000

test('each fault that follows soon is waited for twice as long, up to ten minutes and never for ever', () => {
  const pause = makeGrowingPause()
  let nowMs = 5_000
  const waited = Array.from({ length: 8 }, () => {
    const ms = pause.next(nowMs)
    expect(pause.endsMs).toBe(nowMs + ms)
    nowMs += ms
    return ms / 1_000
  })
  expect(waited).toEqual([30, 60, 120, 240, 480, 600, 600, 600])
})

test('one fault after long good behaviour waits the shortest again', () => {
  const pause = makeGrowingPause()
  pause.next(0)
  pause.next(30_000)
  const ended = pause.endsMs
  expect(pause.next(ended + 2 * minute + 1)).toBe(30_000)
})

test('asked again before the pause is over, by a person who came back, it still grows', () => {
  const pause = makeGrowingPause()
  expect([pause.next(0), pause.next(100), pause.next(200)]).toEqual([30_000, 60_000, 120_000])
})
