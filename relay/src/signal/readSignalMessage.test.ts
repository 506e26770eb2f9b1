import { deepEqual, equal, ok } from 'node:assert/strict'
import * as fc from 'fast-check'
import { test } from 'vitest'
import { readSignalMessage } from './readSignalMessage.ts'

test('the four messages are read, with nothing else that was in them', () => {
  for (const message of [
    { type: 'subscribe', topics: ['a', 'b'] },
    { type: 'unsubscribe', topics: [] },
    { type: 'publish', topic: 'a', data: 'sealed' },
    { type: 'publish', topic: 'a', data: { type: 'announce', from: 'x' } },
    { type: 'ping' },
  ])
    deepEqual(readSignalMessage(JSON.stringify({ ...message, clients: 9, extra: [1] })), { ok: true, value: message })
})

test('what is no object is malformed; an object we do not know, or out of bounds, is unknown', () => {
  for (const text of ['', '{', 'null', '[]', '7', '"ping"'])
    deepEqual(readSignalMessage(text), { ok: false, error: { kind: 'signal-malformed' } })
  for (const message of [
    {},
    { type: 'dance' },
    { type: 'subscribe' },
    { type: 'subscribe', topics: Array.from({ length: 101 }, () => 'a') },
    { type: 'publish', topic: 'x'.repeat(65), data: '' },
    { type: 'publish', topic: 'a', data: [1] },
  ])
    deepEqual(readSignalMessage(JSON.stringify(message)), { ok: false, error: { kind: 'signal-unknown' } })
})

test('any JSON and any text give an answer, never an exception', () => {
  let unknown = 0
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), text => {
      const read = readSignalMessage(text)
      equal(typeof read.ok, 'boolean')
      if (!read.ok && read.error.kind === 'signal-unknown') unknown++
    }),
    { numRuns: 500 },
  )
  ok(unknown > 5)
})
