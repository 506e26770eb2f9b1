import { equal, throws } from 'node:assert/strict'
import { test } from 'vitest'
import { median, medianRatio, quantile } from './median.ts'

test('a median is the middle one, or half way between the two in the middle, in whatever order they came', () => {
  equal(median([9, 1, 5]), 5)
  equal(median([10, 1, 2, 3]), 2.5)
  equal(median([100, 20, 3]), 20)
})

test('a quantile lies between its neighbours, and its ends are the smallest and the largest', () => {
  const values = Array.from({ length: 101 }, (_, n) => 100 - n)
  equal(quantile(values, 0.99), 99)
  equal(quantile(values, 0), 0)
  equal(quantile(values, 1), 100)
  equal(quantile([0, 10], 0.25), 2.5)
})

test('the values stay in their order: rounds are compared by it', () => {
  const values = [3, 1, 2]
  median(values)
  equal(values.join(), '3,1,2')
})

test('a ratio is the median of each round, so that a slow round weighs on both sides', () => {
  // The third round was ten times slower for both; the ratio of the medians would be 2 / 4.
  equal(medianRatio([2, 2, 80], [1, 4, 40]), 2)
})

test('what was not measured has no median, and rounds of different number are not compared', () => {
  throws(() => median([]), RangeError)
  throws(() => medianRatio([1, 2], [1]), RangeError)
})
