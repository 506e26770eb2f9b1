import * as Y from 'yjs'
import { expect, test } from 'vitest'
import type { SessionNonce } from '../crypto/ids.ts'
import { alice, bob, livePlaces, openMember, sealed, vandal, type LogMember } from './logMember.fixture.ts'
import type { StructId, UpdateStruct } from './updateStruct.ts'
import { writeUpdate } from './writeUpdate.ts'

/** A signed envelope of its author's own, in its right place, with whatever origins. */
const struct = (
  member: LogMember,
  clock: number,
  origin: StructId | null,
  rightOrigin: StructId | null = null,
): UpdateStruct => {
  const place = { session: member.log.session as SessionNonce, clock }
  return { client: clientOf(member), clock, length: 1, origin, rightOrigin, content: sealed(member.person, place) }
}
const clientOf = (member: LogMember): number => member.log.doc.clientID
const updateOf = (...structs: readonly UpdateStruct[]): Uint8Array => {
  const byClient = new Map<number, UpdateStruct[]>()
  for (const one of structs) byClient.set(one.client, [...(byClient.get(one.client) ?? []), one])
  return writeUpdate(byClient)
}
const refusedBy = async (reader: LogMember, update: Uint8Array): Promise<unknown> => {
  const before = Y.encodeStateAsUpdate(reader.log.doc)
  const admitted = await reader.log.admit(update, 'test')
  expect(Y.encodeStateAsUpdate(reader.log.doc)).toEqual(before)
  expect([reader.log.doc.store.pendingStructs, reader.problems]).toEqual([null, []])
  return admitted.ok ? 'admitted' : admitted.error.kind
}

test('refuses an origin that is itself, or later of the same client', async () => {
  const [v, reader] = [openMember(vandal), openMember(bob)]
  const client = clientOf(v)
  for (const clock of [0, 5]) {
    expect(await refusedBy(reader, updateOf(struct(v, 0, { client, clock })))).toBe('origin-invalid')
    expect(await refusedBy(reader, updateOf(struct(v, 0, null, { client, clock })))).toBe('origin-invalid')
  }
})

test('an origin nobody has is a missing dependency', async () => {
  const [v, reader] = [openMember(vandal), openMember(bob)]
  const update = updateOf(struct(v, 0, { client: 12_345, clock: 5 }))
  expect(await reader.log.admit(update, 'test')).toEqual({
    ok: false,
    error: { kind: 'missing-dependency', client: 12_345, clock: 0 },
  })
  expect(reader.log.doc.store.pendingStructs).toBeNull()
})

test('origins in a circle leave nothing applied, not even the good part of their update', async () => {
  const [a, v, w, reader] = [openMember(alice), openMember(vandal), openMember(vandal), openMember(bob)]
  a.say('good')
  const good = struct(a, 0, null)
  const [first, second] = [
    { client: clientOf(v), clock: 0 },
    { client: clientOf(w), clock: 0 },
  ]
  expect(await refusedBy(reader, updateOf(good, struct(v, 0, second), struct(w, 0, first)))).toBe('origin-invalid')
  expect(await refusedBy(reader, updateOf(good, struct(v, 0, null, second), struct(w, 0, null, first)))).toBe(
    'origin-invalid',
  )
  // Around a corner: v's second waits for w's second, w's first for v's second.
  const corner = [
    struct(v, 0, null),
    struct(v, 1, { client: clientOf(w), clock: 1 }),
    struct(w, 0, { client: clientOf(v), clock: 1 }),
    struct(w, 1, null),
  ]
  expect(await refusedBy(reader, updateOf(good, ...corner))).toBe('origin-invalid')
})

test('origins across clients without a circle are honest', async () => {
  const [v, w, reader] = [openMember(vandal), openMember(vandal), openMember(bob)]
  const zigzag = [
    struct(v, 0, null),
    struct(v, 1, { client: clientOf(w), clock: 0 }),
    struct(w, 0, { client: clientOf(v), clock: 0 }),
    struct(w, 1, { client: clientOf(v), clock: 1 }),
  ]
  expect((await reader.log.admit(updateOf(...zigzag), 'test')).ok).toBe(true)
  expect(reader.log.envelopes()).toHaveLength(4)
})

test('a forged copy of a struct that is here already is passed over, whatever its origins', async () => {
  const [a, reader] = [openMember(alice), openMember(bob)]
  a.say('1')
  a.say('2')
  await reader.log.admit(a.update(), 'test')
  const client = clientOf(a)
  const copies = [
    { ...struct(a, 0, { client: 777, clock: 9 }), content: a.log.doc.getArray<Uint8Array>('log').get(0) },
    { ...struct(a, 1, { client, clock: 0 }), content: new Uint8Array(3) },
  ]
  expect(await refusedBy(reader, updateOf(...copies))).toBe('admitted')
  a.say('3')
  const next = struct(a, 2, { client, clock: 1 })
  expect((await reader.log.admit(updateOf(...copies, next), 'test')).ok).toBe(true)
  expect(livePlaces(reader)).toEqual(livePlaces(a))
})

test('thousands of updates that build on nothing leave nothing behind', async () => {
  const reader = openMember(bob)
  const v = openMember(vandal)
  for (let clock = 1; clock < 200; clock++) {
    expect(await refusedBy(reader, updateOf(struct(v, clock, null)))).toBe('missing-dependency')
  }
  expect(Y.encodeStateAsUpdate(reader.log.doc)).toEqual(new Uint8Array([0, 0]))
})
