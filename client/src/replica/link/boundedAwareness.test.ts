import * as encoding from 'lib0/encoding'
import { afterEach, expect, test } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { readBounded } from './boundedAwareness.ts'

const opened: Awareness[] = []
afterEach(() => opened.splice(0).forEach(awareness => awareness.destroy()))
const open = (): Awareness => {
  const awareness = new Awareness(new Y.Doc())
  awareness.setLocalState({ marker: 'mine' })
  opened.push(awareness)
  return awareness
}
const claim = (clients: readonly number[], clock: number, state: string): Uint8Array =>
  encoding.encode(to => {
    encoding.writeVarUint(to, clients.length)
    for (const client of clients) {
      encoding.writeVarUint(to, client)
      encoding.writeVarUint(to, clock)
      encoding.writeVarString(to, state)
    }
  })
const range = (count: number, from: number) => Array.from({ length: count }, (_, n) => from + n)

test('sixteen clients a message are heard, seventeen are not', () => {
  const awareness = open()
  readBounded(awareness, claim(range(17, 1000), 1, '{}'), 'test')
  expect(awareness.getStates().size).toBe(1)
  readBounded(awareness, claim(range(16, 1000), 1, '{}'), 'test')
  expect(awareness.getStates().size).toBe(17)
})

test('256 clients are known at most, however many messages bring them', () => {
  const awareness = open()
  for (let n = 0; n < 100; n++) readBounded(awareness, claim(range(15, 1000 + n * 15), 1, '{}'), 'test')
  expect(awareness.getStates().size).toBe(256)
})

test('a room full of clients still hears each of them', () => {
  const awareness = open()
  for (let n = 0; n < 17; n++) readBounded(awareness, claim(range(15, 1000 + n * 15), 1, '{}'), 'test')
  expect(awareness.getStates().size).toBe(256)
  readBounded(awareness, claim([1000], 2, '{"marker":"later"}'), 'test')
  expect(awareness.getStates().get(1000)).toEqual({ marker: 'later' })
  readBounded(awareness, claim(range(2, 1000), 3, 'null'), 'test')
  readBounded(awareness, claim([7], 1, '{}'), 'test')
  expect(awareness.getStates().has(7)).toBe(true)
})

test('[O2] clients that come and leave are remembered within the bound, by whatever state they leave', () => {
  const awareness = open()
  for (let n = 0; n < 500; n++) {
    readBounded(awareness, claim(range(16, 1000 + n * 16), 1, n % 2 === 0 ? '{}' : 'null'), 'test')
    readBounded(awareness, claim(range(16, 1000 + n * 16), 2, 'null'), 'test')
    expect(awareness.meta.size).toBeLessThanOrEqual(256)
  }
  expect([...awareness.getStates().keys()]).toEqual([awareness.clientID])
  readBounded(awareness, claim([7], 1, '{}'), 'test')
  expect(awareness.getStates().has(7)).toBe(true)
})

test('of those who have left, the longest gone are forgotten first, and nobody who is present', () => {
  const awareness = open()
  readBounded(awareness, claim([1], 5, '{}'), 'test')
  for (let client = 2; client <= 255; client++) readBounded(awareness, claim([client], 5, 'null'), 'test')
  // y-protocols has read the system's clock; known before the others, 2 left after them.
  for (const [client, meta] of awareness.meta) meta.lastUpdated = client === 2 ? 1_000 : client
  awareness.setLocalState(null)
  readBounded(awareness, claim(range(16, 1000), 1, '{}'), 'test')
  expect(range(18, 1).filter(client => awareness.meta.has(client))).toEqual([1, 2])
  expect(awareness.meta.has(awareness.clientID)).toBe(true)
  // What was forgotten may be shown again; what is remembered may not.
  readBounded(awareness, claim([2], 5, '{}'), 'test')
  expect(awareness.getStates().has(2)).toBe(false)
})

test('16 KiB are heard, one byte more is not', () => {
  const awareness = open()
  const sized = (bytes: number): Uint8Array => {
    const empty = claim([7], 1, '').length
    // Two bytes more of the length, from 128 on and again from 16,384 on.
    return claim([7], 1, JSON.stringify('x'.repeat(bytes - empty - 2 - (bytes > 16_000 ? 1 : 0))))
  }
  const [within, beyond] = [sized(16 * 1024), sized(16 * 1024 + 1)]
  expect([within.length, beyond.length]).toEqual([16 * 1024, 16 * 1024 + 1])
  readBounded(awareness, beyond, 'test')
  expect(awareness.getStates().has(7)).toBe(false)
  readBounded(awareness, within, 'test')
  expect(awareness.getStates().has(7)).toBe(true)
})

test('nobody speaks for this page, and what it says next is still said; an echo of it harms nothing', () => {
  const awareness = open()
  for (const clock of [2, Number.MAX_SAFE_INTEGER])
    readBounded(awareness, claim([awareness.clientID], clock, '{"marker":"forged"}'), 'test')
  expect(awareness.getLocalState()).toEqual({ marker: 'mine' })
  readBounded(awareness, encodeAwarenessUpdate(awareness, [awareness.clientID]), 'test')
  const before = awareness.meta.get(awareness.clientID)?.clock ?? 0
  awareness.setLocalState({ marker: 'later' })
  expect(awareness.meta.get(awareness.clientID)?.clock).toBe(before + 1)
})

test('bytes that end early change nothing', () => {
  const awareness = open()
  const whole = claim([7, 8], 1, '{}')
  for (let length = 0; length < whole.length; length++) readBounded(awareness, whole.subarray(0, length), 'test')
  expect([...awareness.getStates().keys()]).toEqual([awareness.clientID])
})
