import { deepEqual, equal } from 'node:assert/strict'
import { test } from 'vitest'
import * as Y from 'yjs'
import { encodeStep1 } from './encodeMessage.ts'
import { makeEncodeState } from './encodeState.ts'
import type { HotDocument } from './hotDocument.ts'

test('everybody who comes is told the same frame, until the document has changed', () => {
  const doc = new Y.Doc()
  const document = { version: 0, log: { doc } } as unknown as HotDocument
  const encodeState = makeEncodeState()
  const empty = encodeState(document)
  equal(encodeState(document), empty)
  doc.getArray('log').insert(0, [new Uint8Array([1])])
  document.version++
  deepEqual(encodeState(document), encodeStep1(Y.encodeStateVector(doc)))
})
