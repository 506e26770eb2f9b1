import { deepEqual, equal, ok } from 'node:assert/strict'
import { test } from 'vitest'
import * as Y from 'yjs'
import { mergeInGroups } from './mergeInGroups.ts'

const updates = (count: number, bytes: number): { doc: Y.Doc; updates: Uint8Array[] } => {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', update => updates.push(update))
  for (let i = 0; i < count; i++) doc.getArray('log').insert(i, [new Uint8Array(bytes)])
  return { doc, updates }
}

test('groups hold everything, in order, within their bound', () => {
  const { doc, updates: single } = updates(300, 100)
  const merged = mergeInGroups(single, 5000)
  ok(merged.length < 20)
  ok(merged.every(update => update.length <= 5000))
  const copy = new Y.Doc()
  for (const update of merged) {
    Y.applyUpdate(copy, update)
    equal(copy.store.pendingStructs, null, 'each may be applied after the one before')
  }
  deepEqual(Y.encodeStateAsUpdate(copy), Y.encodeStateAsUpdate(doc))
})

test('one larger than the bound stays alone, and one alone stays as it is', () => {
  const { updates: single } = updates(3, 9000)
  const merged = mergeInGroups(single, 5000)
  deepEqual(merged, single)
  deepEqual(mergeInGroups([], 10), [])
})
