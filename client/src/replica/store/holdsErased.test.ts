import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { holdsErased } from './holdsErased.ts'

/** A document and the updates that led to it, as rows on a disk. */
const write = (change: (log: Y.Array<Uint8Array>) => void) => {
  const doc = new Y.Doc()
  const rows: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => rows.push(update))
  change(doc.getArray<Uint8Array>('log'))
  return { doc, rows }
}
const bytes = (text: string) => new TextEncoder().encode(text)

test('[C5] rows that brought what is erased by now hold it; one row of the whole state does not', () => {
  const { doc, rows } = write(log => {
    log.insert(0, [bytes('one')])
    log.insert(1, [bytes('two')])
    log.delete(0, 1)
  })
  expect(rows).toHaveLength(3)
  expect(holdsErased(doc, rows)).toBe(true)
  expect(holdsErased(doc, [Y.encodeStateAsUpdate(doc)])).toBe(false)
})

test('[C5] it is found in whatever row it stands, also when the erasure came first', () => {
  const { doc, rows } = write(log => {
    log.insert(0, [bytes('one')])
    log.delete(0, 1)
  })
  const compacted = Y.encodeStateAsUpdate(doc)
  expect(holdsErased(doc, [compacted, ...rows.slice(0, 1)])).toBe(true)
})

test('where nothing is erased nothing is held', () => {
  const { doc, rows } = write(log => log.insert(0, [bytes('one'), bytes('two')]))
  expect(holdsErased(doc, rows)).toBe(false)
})
