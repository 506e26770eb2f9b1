import { expect, test } from 'vitest'
import { makePatience } from './patience.ts'

test('grows with each link in a row that never synced, to twelve seconds, and starts over with one that did', () => {
  const patience = makePatience()
  const seen = [1, 2, 3, 4].map(() => {
    patience.gaveUp()
    return patience.ms
  })
  expect(seen).toEqual([3_000, 6_000, 12_000, 12_000])
  patience.synced()
  expect(patience.ms).toBe(1_500)
})
