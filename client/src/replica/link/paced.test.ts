import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from './paced.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a flood is done once at once and once when a second has passed, with its latest value', () => {
  const done: number[] = []
  const { run } = paced<number>(value => void done.push(value))
  for (let n = 0; n < 1000; n++) run(n)
  expect(done).toEqual([0])
  vi.advanceTimersByTime(1_000)
  expect(done).toEqual([0, 999])
  vi.advanceTimersByTime(5_000)
  run(7)
  expect(done).toEqual([0, 999, 7])
})

test('what is stopped does nothing more', () => {
  const done: number[] = []
  const { run, stop } = paced<number>(value => void done.push(value))
  run(1)
  run(2)
  stop()
  vi.advanceTimersByTime(5_000)
  expect(done).toEqual([1])
})
