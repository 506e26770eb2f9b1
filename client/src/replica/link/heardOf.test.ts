import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { heardOf } from './heardOf.ts'

test('what this page has written is the most that anybody can have of it', () => {
  const doc = new Y.Doc()
  doc.clientID = 1
  doc.getArray('log').insert(0, ['a', 'b'])
  const told = (next: number) => heardOf(doc, new Map([[1, next]])).get(1)
  expect([1, 2, 3, Number.MAX_SAFE_INTEGER].map(told)).toEqual([1, 2, 2, 2])
})

test('what is said of other clients is left as it is', () => {
  const clocks = new Map([[7, 9]])
  expect(heardOf(new Y.Doc(), clocks)).toBe(clocks)
})
