import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'vitest'
import { quantileOf } from './figures.ts'
import { busyTimes } from './ownScreen.ts'

const at = (name: string, ts: number, dur?: number, tid = 1) => ({
  name,
  ph: dur === undefined ? 'I' : 'X',
  pid: 1,
  tid,
  ts,
  ...(dur !== undefined && { dur }),
})

test('busy is what the tasks took between a key press and its paint: not the waiting, not other threads, not what came after', () => {
  const events = [
    // The press is handled inside this task, which began before.
    at('RunTask', 1000, 4000),
    at('pressed', 2000),
    at('RunTask', 3000, 90_000, 2),
    at('RunTask', 16_000, 2000),
    at('RunTask', 20_000, 1000),
    at('painted', 20_500),
    at('RunTask', 30_000, 7000),
    at('pressed', 40_000),
    at('painted', 50_000),
  ]
  deepEqual(busyTimes(events), [7, 0])
})

test('a press whose paint is not in the trace is not counted', () => {
  deepEqual(busyTimes([at('pressed', 1)]), [])
})

test('what failed or was never measured is no number', () => {
  const figures = new Map([
    ['webrtc', { values: [1, 2, 3] }],
    ['relay', { failure: 'no relay' }],
  ])
  equal(quantileOf(figures, 'webrtc', 0.5), 2)
  equal(quantileOf(figures, 'relay', 0.5), Number.NaN)
  equal(quantileOf(figures, 'start', 0.5), Number.NaN)
})
