import * as Y from 'yjs'
import { expect, test } from 'vitest'
import type { EnvelopePlace } from '../crypto/envelope.ts'
import { alice, bob, livePlaces, month, openMember, type LogMember } from './logMember.fixture.ts'
import { readUpdate } from './readUpdate.ts'
import { splitUpdate } from './splitUpdate.ts'

/** Signatures are other tests' matter; here only bytes move. */
const trusting = { verify: () => true }
const open = (person = bob): LogMember => openMember(person, month, trusting)
const emptyState = new Uint8Array([0])

/** Two people who heard each other now and then, and erased some of what they said. */
const conversation = async (): Promise<readonly [LogMember, LogMember]> => {
  const [a, b] = [open(alice), open(bob)]
  const said = new Map<LogMember, EnvelopePlace[]>([
    [a, []],
    [b, []],
  ])
  for (let n = 0; n < 120; n++) {
    const writer = n % 7 < 4 ? a : b
    said.get(writer)?.push(writer.say(`message ${n}`))
    if (n % 10 === 9) await a.log.admit(b.update(a), 'test')
    if (n % 15 === 14) await b.log.admit(a.update(b), 'test')
  }
  for (const [writer, places] of said) writer.erase(...places.filter((_, at) => at % 3 === 0))
  for (const [writer, places] of said) for (const place of places.slice(0, 5)) writer.erase(place)
  await a.log.admit(b.update(a), 'test')
  await b.log.admit(a.update(b), 'test')
  return [a, b]
}

test.each([400, 1000, 4000, 100_000])(
  'pieces of %i bytes are admitted one by one, each leaving nothing pending',
  async maxBytes => {
    const [a, b] = await conversation()
    const reader = open()
    const pieces = splitUpdate(a.log, emptyState, maxBytes)
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(maxBytes)
      expect(await reader.log.admit(piece, 'test')).toMatchObject({ ok: true })
    }
    expect(pieces.length > 1).toBe(maxBytes < 10_000)
    expect(livePlaces(reader)).toEqual(livePlaces(b))
    expect(splitUpdate(a.log, Y.encodeStateVector(reader.log.doc), maxBytes)).toEqual([])
  },
)

test('[C3] pieces name the largest client first, as merging by stock Yjs takes for granted', async () => {
  let ofSeveral = 0
  for (let n = 0; n < 2; n++) {
    for (const piece of splitUpdate((await conversation())[0].log, emptyState, 4000)) {
      const read = readUpdate(piece)
      const clients = read.ok ? [...read.value.structs.keys()] : []
      expect(clients).toEqual(clients.toSorted((a, b) => b - a))
      if (clients.length > 1) ofSeveral++
    }
  }
  expect(ofSeveral).toBeGreaterThan(4)
})

test('pieces also go to stock Yjs, in order and with nothing pending', async () => {
  const [a] = await conversation()
  const doc = new Y.Doc()
  for (const piece of splitUpdate(a.log, emptyState, 1000)) {
    Y.applyUpdate(doc, piece)
    expect(doc.store.pendingStructs).toBeNull()
  }
  expect(Y.encodeStateVector(doc)).toEqual(Y.encodeStateVector(a.log.doc))
})

test('begins where the reader stands, in the middle of a run of tombstones too', async () => {
  const a = open(alice)
  const places = Array.from({ length: 30 }, (_, n) => a.say(`${n}`))
  const reader = open()
  await reader.log.admit(a.update(), 'test')
  places.push(...Array.from({ length: 30 }, (_, n) => a.say(`${n + 30}`)))
  a.erase(...places)
  const pieces = splitUpdate(a.log, Y.encodeStateVector(reader.log.doc), 400)
  expect(Y.decodeUpdate(pieces[0] ?? new Uint8Array()).structs[0]?.id.clock).toBe(30)
  for (const piece of pieces) {
    expect(await reader.log.admit(piece, 'test')).toMatchObject({ ok: true })
  }
  expect(livePlaces(reader)).toEqual(livePlaces(a))
})

test('one envelope larger than a piece goes alone', async () => {
  const a = open(alice)
  a.say('small')
  a.say('x'.repeat(5000))
  a.say('small')
  expect(splitUpdate(a.log, emptyState, 600).map(piece => piece.length > 600)).toEqual([false, true, false])
})

test('a state vector that is none is answered with nothing', () => {
  const a = open(alice)
  a.say('1')
  expect(splitUpdate(a.log, new Uint8Array([9, 1]))).toEqual([])
})
