import { deepEqual, ok } from 'node:assert/strict'
import * as fc from 'fast-check'
import { test } from 'vitest'
import * as Y from 'yjs'
import { encodeAwareness, encodeStep1, encodeStep2, encodeUpdate } from './encodeMessage.ts'
import { readMessage, type ClientMessage } from './readMessage.ts'

/** What is in a frame made by encodeWebSocketFrame. */
const payload = (frame: Buffer): Buffer => {
  const length = frame.readUInt8(1)
  return frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10)
}
const read = (frame: Buffer): ClientMessage | null => {
  const message = readMessage(payload(frame))
  return message.ok ? message.value : null
}

test('what is encoded is read again', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70_000 }), bytes => {
      deepEqual(read(encodeUpdate(bytes)), { type: 'update', update: bytes })
      deepEqual(read(encodeStep2(bytes)), { type: 'update', update: bytes })
    }),
    { numRuns: 50 },
  )
  const clocks = fc
    .dictionary(fc.nat().map(String), fc.nat())
    .map(clocks => new Map(Object.entries(clocks).map(([client, clock]) => [Number(client), clock])))
  fc.assert(
    fc.property(clocks, stateVector => {
      deepEqual(read(encodeStep1(Y.encodeStateVector(stateVector))), { type: 'step1', stateVector })
    }),
  )
  const entry = fc.record(
    { client: fc.maxSafeNat(), clock: fc.maxSafeNat(), json: fc.string() },
    { noNullPrototype: true },
  )
  fc.assert(
    fc.property(fc.array(entry), entries => {
      deepEqual(read(encodeAwareness(entries)), { type: 'awareness', entries })
    }),
  )
})

test('any bytes are a message or malformed, never an exception, and never larger than they are', () => {
  let messages = 0
  const frame = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(fc.constantFrom(0, 1, 2, 3), fc.uint8Array({ maxLength: 60 }))
      .map(([type, rest]) => Uint8Array.of(type, ...rest)),
  )
  fc.assert(
    fc.property(frame, bytes => {
      const message = readMessage(bytes)
      if (!message.ok) return
      messages++
      if (message.value.type === 'update') ok(message.value.update.length < bytes.length)
      if (message.value.type === 'step1') ok(message.value.stateVector.size <= bytes.length / 2)
      if (message.value.type === 'awareness') ok(message.value.entries.length <= bytes.length / 3)
    }),
    { numRuns: 5000 },
  )
  ok(messages > 100, `only ${messages} were messages`)
})
