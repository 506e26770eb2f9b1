import { expect, test } from 'vitest'
import { makeKept } from './kept.ts'

test('acknowledgements only ever grow, and only news is told', () => {
  const kept = makeKept(new Map([[1, 5]]))
  let told = 0
  kept.changes.watch(() => told++)
  expect(kept.merge(new Map([[1, 3]]))).toBe(false)
  expect(
    kept.merge(
      new Map([
        [1, 6],
        [2, 1],
      ]),
    ),
  ).toBe(true)
  expect(kept.merge(new Map([[2, 1]]))).toBe(false)
  expect(told).toBe(1)
  expect([...kept.clocks()]).toEqual([
    [1, 6],
    [2, 1],
  ])
})

test('a next clock covers what stands below it and not what stands at it', () => {
  const kept = makeKept(new Map([[1, 5]]))
  expect([4, 5].map(clock => kept.covers(1, clock))).toEqual([true, false])
  expect(kept.covers(2, 0)).toBe(false)
})
