import { expect, test } from 'vitest'
import { makeRecentMessages } from './recentMessages.ts'

const message = (seq: number) => ({ seq, text: `message ${seq}` })

test('gives what came after a number, the newest of each thing, oldest first', () => {
  const recent = makeRecentMessages(10)
  for (const [seq, thing] of ['a', 'b', 'a', 'c'].entries()) recent.add(thing, message(11 + seq))
  expect(recent.since(10)?.map(({ seq }) => seq)).toEqual([12, 13, 14])
  expect(recent.since(12)?.map(({ seq }) => seq)).toEqual([13, 14])
  expect(recent.since(14)).toEqual([])
})

test('what was before it began, or was forgotten, it does not pretend to know', () => {
  const recent = makeRecentMessages(10)
  expect(recent.since(9)).toBeNull()
  expect(recent.since(10)).toEqual([])
  for (let seq = 11; seq <= 11 + 128; seq++) recent.add(`thing ${seq}`, message(seq))
  expect(recent.since(10)).toBeNull()
  expect(recent.since(11)).toHaveLength(128)
})

test('a thing that changes a thousand times takes one place', () => {
  const recent = makeRecentMessages(0)
  for (let seq = 1; seq <= 1000; seq++) recent.add('the room of a long night', message(seq))
  expect(recent.since(0)).toEqual([message(1000)])
})
