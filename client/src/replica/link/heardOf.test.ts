import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { heardOf } from './heardOf.ts'

test('what this page has written is the most that anybody can have of it', () => {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getArray('log').insert(0, ['a', 'b'])
  const told = (next: number) => heardOf(doc, new Map([[1, next]]), new Map()).get(1)
  expect([1, 2, 3, Number.MAX_SAFE_INTEGER].map(told)).toEqual([1, 2, 2, 2])
})

test('what is said of other clients is left as it is', () => {
  const clocks = new Map([[7, 9]])
  expect(heardOf(new Y.Doc(), clocks, new Map())).toBe(clocks)
})

test('clients that nobody has seen are believed up to a bound, and the seen ones beyond it', () => {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getArray('log').insert(0, ['a'])
  const flood = (from: number) => new Map([...Array.from({ length: 900 }, (_, n) => [from + n, 1] as const), [1, 1]])
  const known = new Map(heardOf(doc, flood(1_000), new Map()))
  expect(known.size).toBe(901)
  expect([...heardOf(doc, flood(5_000), known)]).toEqual([[1, 1]])
  expect(heardOf(doc, flood(1_000), known).size).toBe(901)
})
