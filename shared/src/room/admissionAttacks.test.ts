import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { attacks, oversize } from './attacks.fixture.ts'
import { changing, inserting, makeAttackWorld, updateOf } from './attackWorld.fixture.ts'
import type { SessionNonce } from '../crypto/ids.ts'
import {
  alice,
  bob,
  head,
  livePlaces,
  month,
  openMember,
  otherMonth,
  sealed,
  vandal,
  type LogMember,
} from './logMember.fixture.ts'
import { structsSince } from './structsSince.ts'
import { writeUpdate } from './writeUpdate.ts'

/** Alice has said two things, and the reader and the vandal have them. */
const scene = async () => {
  const [a, reader, v] = [openMember(alice), openMember(bob), openMember(vandal)]
  a.say('hello')
  a.say('second')
  for (const member of [reader, v]) await member.log.admit(a.update(), 'test')
  return { a, reader, v }
}
/** What the reader answers; whatever it is, it must hold exactly what it held, and nothing pending. */
const refusedBy = async (reader: LogMember, update: Uint8Array): Promise<unknown> => {
  const before = [...Y.encodeStateVector(reader.log.doc), ...livePlaces(reader)]
  const admitted = await reader.log.admit(update, {})
  const { store, share } = reader.log.doc
  expect([...Y.encodeStateVector(reader.log.doc), ...livePlaces(reader)]).toEqual(before)
  expect([store.pendingStructs, store.pendingDs, [...share.keys()]]).toEqual([null, null, ['log']])
  expect(reader.problems).toEqual([])
  return admitted.ok ? 'admitted' : { ...admitted.error }
}
const worldOf = async () => {
  const { a, reader, v } = await scene()
  const elsewhere = openMember(alice, otherMonth)
  elsewhere.say('somewhere else')
  const { doc } = elsewhere.log
  const world = makeAttackWorld({
    document: month,
    doc: v.log.doc,
    attacker: vandal,
    victim: alice.account,
    elsewhere: doc.getArray<Uint8Array>('log').get(0),
  })
  return { a, reader, world }
}
const session = (member: LogMember): SessionNonce => member.log.session as SessionNonce
/** The writing of a thief: a document that claims another's client. */
const asClient = (of: LogMember): Y.Doc => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, of.update())
  doc.clientID = of.log.doc.clientID
  return doc
}

describe('every attack of the catalogue leaves the document as it was, and the victim is heard', () => {
  test.each([...attacks, oversize].map(one => [one.title, one] as const))('%s', async (_title, { make, outcomes }) => {
    const { a, reader, world } = await worldOf()
    for (const update of make(world)) {
      if (outcomes.includes('taken')) {
        expect((await reader.log.admit(update, {})).ok).toBe(true)
        expect(reader.log.envelopes()).toHaveLength(3)
        continue
      }
      const answered = await refusedBy(reader, update)
      const isQuiet = outcomes.includes('held') || outcomes.includes('passed-over')
      const kinds: readonly string[] = outcomes.map(one => (one === 'asked' ? 'missing-dependency' : one))
      if (isQuiet) expect(answered).toBe('admitted')
      else expect(kinds).toContain((answered as { readonly kind: string }).kind)
    }
    a.say('third')
    expect((await reader.log.admit(a.update(reader), 'another link')).ok).toBe(true)
    expect(livePlaces(reader)).toEqual(expect.arrayContaining([...livePlaces(a)]))
  })

  test('the catalogue names each attack once, and reaches every refusal a document of another can cause', () => {
    expect(new Set(attacks.map(({ title }) => title)).size).toBe(attacks.length)
    const reached = new Set([...attacks, oversize].flatMap(({ outcomes }) => outcomes))
    // Apart below: only the victim's own replica knows its own client; and what waits too long for a proof.
    expect([...reached].sort()).toEqual(
      [
        'asked',
        'envelope-invalid',
        'held',
        'origin-invalid',
        'passed-over',
        'place-invalid',
        'signature-invalid',
        'struct-forbidden',
        'taken',
        'too-many-structs',
        'update-malformed',
        'update-too-large',
      ].sort(),
    )
  })
})

test('a merged update is taken whole or not at all, whichever part is bad', async () => {
  const { reader, v } = await scene()
  v.say('legit')
  const legit = v.update(reader)
  const forgedLater = inserting(new Y.Doc(), new Uint8Array(200))
  expect(await refusedBy(reader, Y.mergeUpdates([legit, forgedLater]))).toMatchObject({ kind: 'envelope-invalid' })
  expect((await reader.log.admit(legit, 'test')).ok).toBe(true)
})

test('refuses a wrong signature among good ones, and verifies the good ones once', async () => {
  const counted: number[] = []
  const { a } = await scene()
  const reader = openMember(bob, month, { verify: signature => (counted.push(1), signature[0] !== 255) })
  const good = a.update()
  const v = openMember(vandal)
  const bad = sealed(vandal, { session: session(v), clock: 0 })
  bad[bad.length - 64] = 255
  const update = updateOf({
    client: v.log.doc.clientID,
    clock: 0,
    length: 1,
    origin: null,
    rightOrigin: null,
    content: bad,
  })
  expect(await refusedBy(reader, Y.mergeUpdates([good, update]))).toEqual({ kind: 'signature-invalid' })
  expect(counted).toHaveLength(3)
  expect((await reader.log.admit(good, 'test')).ok).toBe(true)
  expect(counted).toHaveLength(3)
})

test('an epoch belongs into the head', async () => {
  const inHead = openMember(vandal, head)
  inHead.announceEpoch()
  expect((await openMember(bob, head).log.admit(inHead.update(), 'test')).ok).toBe(true)
})

test('refuses structs of its own session that it does not have; those it has are nothing new', async () => {
  const { reader } = await scene()
  reader.say('mine')
  expect((await reader.log.admit(reader.update(), 'test')).ok).toBe(true)
  const twin = asClient(reader)
  const update = inserting(twin, sealed(bob, { session: session(reader), clock: 1 }))
  expect(await refusedBy(reader, update)).toEqual({ kind: 'own-client-from-outside' })
})

test('a delete set that names another’s entries deletes none', async () => {
  const { a, reader, v } = await scene()
  const update = changing(asClient(v), doc => doc.getArray('log').delete(0, 2))
  expect(await refusedBy(reader, update)).toBe('admitted')
  const future = encoding.encode(to =>
    [0, 1, a.log.doc.clientID, 1, 2, 1000].forEach(part => encoding.writeVarUint(to, part)),
  )
  expect(await refusedBy(reader, future)).toBe('admitted')
  a.say('third')
  await reader.log.admit(a.update(reader), 'test')
  expect(livePlaces(reader)).toEqual(livePlaces(a))
})

test('applies no tombstone in the place of another’s entry to a newcomer either, whatever erasures the liar signs', async () => {
  const { a, v } = await scene()
  const { clientID: client } = a.log.doc
  const tombstones = updateOf({ client, clock: 0, length: 2, origin: null, rightOrigin: null, content: null })
  const newcomer = openMember(bob)
  expect(await refusedBy(newcomer, tombstones)).toBe('admitted')
  // An erasure of the vandal's names sessions of the vandal, whatever it says: it proves nothing of hers.
  v.erase({ session: session(a), clock: 0 }, { session: session(a), clock: 1 })
  expect(await refusedBy(newcomer, Y.mergeUpdates([tombstones, ownOf(v)]))).toBe('admitted')
  await newcomer.log.admit(a.update(), 'another link')
  expect(livePlaces(newcomer)).toEqual(livePlaces(a))
})

/** Only what a member wrote. */
const ownOf = ({ log: { doc } }: LogMember): Uint8Array => {
  const state = new Map(Y.decodeStateVector(Y.encodeStateVector(doc)))
  state.set(doc.clientID, 0)
  return writeUpdate(structsSince(doc, state))
}
