import { equal } from 'node:assert/strict'
import { test } from 'vitest'
import { makeTokenBucket } from './tokenBucket.ts'

test('a burst is given at once, then the steady rate', () => {
  const bucket = makeTokenBucket(10, 3, 0)
  equal(bucket.take(3, 0), true)
  equal(bucket.take(1, 0), false)
  equal(bucket.take(1, 99), false)
  equal(bucket.take(1, 100), true)
  equal(bucket.take(4, 100_000), false, 'never more than the burst')
})

test('what is owed is paid by waiting, exactly as long as it says', () => {
  const bucket = makeTokenBucket(10, 5, 0)
  equal(bucket.owe(5, 0), 0)
  equal(bucket.owe(20, 0), 2000)
  equal(bucket.owe(0, 1000), 1000)
  equal(bucket.owe(0, 2000), 0)
})

test('a clock that was set back neither gives nor takes', () => {
  const bucket = makeTokenBucket(10, 1, 1_000_000)
  equal(bucket.take(1, 1_000_000), true)
  equal(bucket.take(1, 0), false)
  equal(bucket.take(1, 100), true)
})
