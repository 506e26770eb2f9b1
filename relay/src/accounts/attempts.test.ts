import { expect, test } from 'vitest'
import { attemptLifeMs, makeAttempts } from './attempts.ts'

test('an attempt is taken once; looking does not use it up', () => {
  const attempts = makeAttempts<string>(() => 0)
  const name = attempts.begin('x')
  expect(name).toMatch(/^[\w-]{22}$/)
  expect([attempts.peek(name), attempts.take(name), attempts.take(name), attempts.peek(name)]).toEqual([
    'x',
    'x',
    null,
    null,
  ])
})

test('it lives for two minutes', () => {
  let nowMs = 0
  const attempts = makeAttempts<string>(() => nowMs)
  const [early, late] = [attempts.begin('early'), attempts.begin('late')]
  nowMs = attemptLifeMs - 1
  expect(attempts.take(early)).toBe('early')
  nowMs = attemptLifeMs
  expect(attempts.take(late)).toBeNull()
})

test('of more than 10,000 the oldest go', () => {
  const attempts = makeAttempts<number>(() => 0)
  const names = Array.from({ length: 10_001 }, (_, i) => attempts.begin(i))
  expect([attempts.peek(names[0] ?? ''), attempts.peek(names[1] ?? ''), attempts.peek(names[10_000] ?? '')]).toEqual([
    null,
    1,
    10_000,
  ])
})
