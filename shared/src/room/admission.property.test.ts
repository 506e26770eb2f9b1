import * as fc from 'fast-check'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { alice, bob, livePlaces, month, openMember, type LogMember } from './logMember.fixture.ts'
import { splitUpdate } from './splitUpdate.ts'

/** A month with everything in it: two writers who heard each other, tombstones, pieces with proofs beside them. */
const makeMonth = async (): Promise<readonly Uint8Array[]> => {
  const [a, b] = [openMember(alice), openMember(bob)]
  const places = [1, 2, 3].map(n => a.say(`message ${n}`))
  await b.log.admit(a.update(), 'test')
  b.say('heard')
  await a.log.admit(b.update(a), 'test')
  a.erase(...places.slice(0, 2))
  await b.log.admit(a.update(b), 'test')
  return [a.update(), b.update(), ...splitUpdate(b.log, new Uint8Array([0]), 450)]
}
const originals = await makeMonth()

const expectUntouched = async (reader: LogMember, update: Uint8Array): Promise<'admitted' | string> => {
  const before = Y.encodeStateAsUpdate(reader.log.doc)
  const admitted = await reader.log.admit(update, {})
  const { store, share } = reader.log.doc
  expect([store.pendingStructs, store.pendingDs, [...share.keys()], reader.problems]).toEqual([null, null, ['log'], []])
  if (admitted.ok) return 'admitted'
  expect(Y.encodeStateAsUpdate(reader.log.doc)).toEqual(before)
  return admitted.error.kind
}

type Damage = (update: Uint8Array) => Uint8Array
const damage: fc.Arbitrary<Damage> = fc.oneof(
  // None: of 300 that are harmed 2 are admitted, and in one run of ten not any.
  fc.constant<Damage>(update => update),
  fc
    .array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 })
    .map((flips): Damage => update => {
      const bytes = update.slice()
      for (const [at, by] of flips) bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by
      return bytes
    }),
  fc.nat().map(
    (at): Damage =>
      update =>
        update.slice(0, at % update.length),
  ),
  fc.tuple(fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 40 })).map(([at, bytes]): Damage => update => {
    const cut = at % update.length
    return new Uint8Array([...update.slice(0, cut), ...bytes, ...update.slice(cut)])
  }),
  fc.tuple(fc.nat(), fc.nat(50)).map(([at, length]): Damage => update => {
    const cut = at % update.length
    return new Uint8Array([...update.slice(0, cut), ...update.slice(cut + length)])
  }),
)

test('damaged updates change nothing but what is signed and proven, and leave nothing pending', async () => {
  const outcomes = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(fc.nat(originals.length - 1), damage, async (which, harm) => {
      const reader = openMember(bob, month)
      const outcome = await expectUntouched(reader, harm(originals[which] ?? new Uint8Array()))
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      // Whatever was admitted, the honest rest still fits.
      for (const update of originals.slice(0, 2)) expect(await reader.log.admit(update, {})).toMatchObject({ ok: true })
      expect(reader.log.envelopes()).toHaveLength(3)
    }),
    { numRuns: 300 },
  )
  expect([...outcomes.keys()]).toEqual(
    expect.arrayContaining(['admitted', 'update-malformed', 'signature-invalid', 'place-invalid']),
  )
})

test('random bytes are refused without a throw', async () => {
  const reader = openMember(bob)
  let refused = 0
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
      if ((await expectUntouched(reader, bytes)) !== 'admitted') refused++
    }),
    { numRuns: 2000 },
  )
  expect(refused).toBeGreaterThan(1500)
  expect(reader.log.envelopes()).toEqual([])
})

test('an honest update merged with a damaged one goes in whole or not at all', async () => {
  let refused = 0
  const [honest, other] = [originals[0] ?? new Uint8Array(), openMember(alice)]
  other.say('other')
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const bytes = other.update()
      bytes[at % bytes.length] = (bytes[at % bytes.length] ?? 0) ^ by
      let merged: Uint8Array
      try {
        merged = Y.mergeUpdates([honest, bytes])
      } catch {
        return // Yjs itself could not read the damaged half.
      }
      const reader = openMember(bob)
      const outcome = await expectUntouched(reader, merged)
      if (outcome !== 'admitted') refused++
      expect(livePlaces(reader).length === 0).toBe(outcome !== 'admitted')
    }),
    { numRuns: 150 },
  )
  expect(refused).toBeGreaterThan(50)
})
