import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { describe, expect, test } from 'vitest'
import { maxEnvelopeBytes } from '../crypto/envelope.ts'
import { epochEnvelope } from '../crypto/epochEnvelope.ts'
import { bytesToId } from '../crypto/idToBytes.ts'
import type { EpochId, SessionNonce } from '../crypto/ids.ts'
import { alice, bob, head, livePlaces, month, openMember, otherMonth, sealed, vandal } from './logMember.fixture.ts'
import type { LogMember } from './logMember.fixture.ts'
import { maxUpdateBytes, maxUpdateStructs } from './readUpdate.ts'
import { structsSince } from './structsSince.ts'
import { writeUpdate } from './writeUpdate.ts'

/** Alice has said two things, and the reader and the vandal have them. */
const scene = async (name = month) => {
  const [a, reader, v] = [openMember(alice, name), openMember(bob, name), openMember(vandal, name)]
  a.say('hello')
  a.say('second')
  for (const member of [reader, v]) await member.log.admit(a.update(), 'test')
  return { a, reader, v }
}
/** What the reader answers; whatever it is, it must hold exactly what it held, and nothing pending. */
const refusedBy = async (reader: LogMember, update: Uint8Array): Promise<unknown> => {
  const before = [...Y.encodeStateVector(reader.log.doc), ...livePlaces(reader)]
  const admitted = await reader.log.admit(update, 'test')
  const { store, share } = reader.log.doc
  expect([...Y.encodeStateVector(reader.log.doc), ...livePlaces(reader)]).toEqual(before)
  expect([store.pendingStructs, store.pendingDs, [...share.keys()]]).toEqual([null, null, ['log']])
  expect(reader.problems).toEqual([])
  return admitted.ok ? 'admitted' : { ...admitted.error }
}
/** What one dishonest change of a document looks like on the wire. */
const changing = (doc: Y.Doc, change: (doc: Y.Doc) => void): Uint8Array => {
  const state = Y.encodeStateVector(doc)
  change(doc)
  return Y.encodeStateAsUpdate(doc, state)
}
const inserting = (doc: Y.Doc, ...values: readonly unknown[]): Uint8Array =>
  changing(doc, ({ getArray }) => getArray.call(doc, 'log').push([...values]))

const session = (member: LogMember): SessionNonce => member.log.session as SessionNonce
const own = (v: LogMember, clock: number, text = 'x') => sealed(v.person, { session: session(v), clock }, text)
/** The writing of a thief: a document that claims another's client. */
const asClient = (of: LogMember): Y.Doc => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, of.update())
  doc.clientID = of.log.doc.clientID
  return doc
}

describe('what is in the update', () => {
  const forbidden: readonly (readonly [string, (doc: Y.Doc) => void])[] = [
    ['type', doc => doc.getArray('log').push([new Y.Map()])],
    ['any', doc => doc.getArray('log').push([{ a: 1 }, 'x'])],
    ['document', doc => doc.getArray('log').push([new Y.Doc()])],
    ['string', doc => doc.getText('other').insert(0, 'spam')],
    ['other root', doc => doc.getArray('other').push([new Uint8Array(200)])],
    ['map value', doc => doc.getMap('other').set('key', new Uint8Array(200))],
  ]
  test.each(forbidden)('refuses %s', async (struct, change) => {
    const { reader } = await scene()
    expect(await refusedBy(reader, changing(new Y.Doc(), change))).toEqual({ kind: 'struct-forbidden', struct })
  })

  test('refuses a value below a key of the log', async () => {
    const [{ reader }, doc] = [await scene(), new Y.Doc()]
    const update = changing(doc, () => doc.getMap('log').set('key', new Uint8Array(200)))
    expect(await refusedBy(reader, update)).toEqual({ kind: 'struct-forbidden', struct: 'map value' })
  })

  test('refuses what is nested in another struct', async () => {
    const { reader } = await scene()
    const nested = forge(77, 0, 3, to => {
      for (const part of [0, 77, 0]) encoding.writeVarUint(to, part)
      encoding.writeVarUint8Array(to, new Uint8Array(200))
    })
    expect(await refusedBy(reader, nested)).toEqual({ kind: 'struct-forbidden', struct: 'nested' })
  })

  test('refuses GC and Skip, of which 16 bytes silence a client for ever', async () => {
    const { a, reader } = await scene()
    for (const [info, struct] of [
      [0, 'GC'],
      [10, 'skip'],
    ] as const) {
      const update = forge(a.log.doc.clientID, 2, info, to => encoding.writeVarUint(to, 1000))
      expect(await refusedBy(reader, update)).toEqual({ kind: 'struct-forbidden', struct })
    }
    const third = a.say('third')
    expect((await reader.log.admit(a.update(reader), 'test')).ok).toBe(true)
    expect(livePlaces(reader)).toContain(`${third.session}:${third.clock}`)
  })

  test('refuses bytes that are no envelope, and an envelope over 256 KiB', async () => {
    const { reader, v } = await scene()
    expect(await refusedBy(reader, inserting(v.log.doc, new Uint8Array(200)))).toMatchObject({
      kind: 'envelope-invalid',
    })
    const huge = new Uint8Array(maxEnvelopeBytes + 1)
    huge[0] = 1
    expect(await refusedBy(reader, inserting(asClient(v), huge))).toMatchObject({
      kind: 'envelope-invalid',
      fault: { kind: 'envelope-too-long' },
    })
  })

  test('refuses before reading: too many bytes, too many structs, one client twice, bytes after the end', async () => {
    const { a, reader } = await scene()
    expect(await refusedBy(reader, new Uint8Array(maxUpdateBytes + 1))).toMatchObject({ kind: 'update-too-large' })
    const crowd = encoding.encode(to => [1, maxUpdateStructs + 1, 7, 0].forEach(n => encoding.writeVarUint(to, n)))
    expect(await refusedBy(reader, crowd)).toMatchObject({ kind: 'too-many-structs' })
    const update = a.update()
    const twice = new Uint8Array([2, ...update.slice(1, -1), ...update.slice(1, -1), 0])
    expect(await refusedBy(reader, twice)).toEqual({ kind: 'update-malformed', reason: 'client block' })
    expect(await refusedBy(reader, new Uint8Array([...update, 0, 0]))).toMatchObject({ kind: 'update-malformed' })
    expect(await refusedBy(reader, new Uint8Array())).toMatchObject({ kind: 'update-malformed' })
  })

  test('refuses the second encoding of Yjs, whose reader a crafted update hangs', async () => {
    const { a, reader } = await scene()
    a.say('third')
    expect(await refusedBy(reader, Y.encodeStateAsUpdateV2(a.log.doc))).toMatchObject({ kind: expect.any(String) })
  })

  test('takes a merged update whole or not at all', async () => {
    const { reader, v } = await scene()
    v.say('legit')
    const legit = v.update(reader)
    const merged = Y.mergeUpdates([legit, inserting(v.log.doc, { evil: 1 })])
    expect(await refusedBy(reader, merged)).toEqual({ kind: 'struct-forbidden', struct: 'any' })
    const forgedLater = inserting(new Y.Doc(), new Uint8Array(200))
    expect(await refusedBy(reader, Y.mergeUpdates([legit, forgedLater]))).toMatchObject({ kind: 'envelope-invalid' })
    expect((await reader.log.admit(legit, 'test')).ok).toBe(true)
  })
})

describe('whose it is', () => {
  test('refuses a wrong signature, also among good ones, and verifies the good ones once', async () => {
    const counted: number[] = []
    const { a } = await scene()
    const reader = openMember(bob, month, { verify: signature => (counted.push(1), signature[0] !== 255) })
    const good = a.update()
    const [v, doc] = [openMember(vandal), new Y.Doc()]
    doc.clientID = v.log.doc.clientID
    Y.applyUpdate(doc, good)
    const bad = own(v, 0)
    bad[bad.length - 64] = 255
    const update = changing(doc, () => doc.getArray('log').push([bad]))
    expect(await refusedBy(reader, Y.mergeUpdates([good, update]))).toEqual({ kind: 'signature-invalid' })
    expect(counted).toHaveLength(3)
    expect((await reader.log.admit(good, 'test')).ok).toBe(true)
    expect(counted).toHaveLength(3)
  })

  test("refuses another's name over one's own signature", async () => {
    const { reader, v } = await scene()
    const stolen = sealed(
      { ...vandal, signing: { ...vandal.signing, public: alice.signing.public } },
      { session: session(v), clock: 0 },
    )
    expect(await refusedBy(reader, inserting(v.log.doc, stolen))).toEqual({ kind: 'place-invalid' })
  })

  test("refuses another's own envelope under one's own client, so an erased one cannot be put back", async () => {
    const { a, reader, v } = await scene()
    const hers = a.log.doc.getArray('log').get(0)
    expect(await refusedBy(reader, inserting(v.log.doc, hers))).toEqual({ kind: 'place-invalid' })
    expect(await refusedBy(reader, inserting(asClient(a), hers))).toEqual({ kind: 'place-invalid' })
  })

  test("refuses writing under another's client, which would make their next messages vanish", async () => {
    const { a, reader, v } = await scene()
    const update = inserting(asClient(a), own(v, 2), own(v, 3))
    expect(await refusedBy(reader, update)).toEqual({ kind: 'place-invalid' })
    const forged = sealed(
      { ...alice, signing: { ...alice.signing, secret: vandal.signing.secret } },
      { session: session(a), clock: 2 },
    )
    expect(await refusedBy(reader, inserting(asClient(a), forged))).toEqual({ kind: 'signature-invalid' })
  })

  test('refuses an envelope of another document, and an epoch outside the head', async () => {
    const { reader, v } = await scene()
    const foreign = sealed(vandal, { session: session(v), clock: 0 }, 'x', otherMonth)
    expect(await refusedBy(reader, inserting(v.log.doc, foreign))).toEqual({ kind: 'signature-invalid' })
    const inHead = openMember(vandal, head)
    inHead.announceEpoch()
    const copies = [{ recipient: vandal.account, sealed: new Uint8Array(80) }]
    const place = { session: session(v), clock: 0 }
    const epoch = bytesToId<EpochId>(new Uint8Array(16))
    const inMonth = epochEnvelope({ document: month, place, signing: vandal.signing, epoch, createdMs: 0, copies })
    const doc = new Y.Doc()
    doc.clientID = v.log.doc.clientID
    expect(await refusedBy(reader, inserting(doc, inMonth))).toEqual({ kind: 'place-invalid' })
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
})

describe('deleting', () => {
  test("ignores every delete set: another's entries, and clocks nobody has", async () => {
    const { a, reader, v } = await scene()
    expect(
      await refusedBy(
        reader,
        changing(asClient(v), doc => doc.getArray('log').delete(0, 2)),
      ),
    ).toBe('admitted')
    const future = encoding.encode(to =>
      [0, 1, a.log.doc.clientID, 1, 2, 1000].forEach(part => encoding.writeVarUint(to, part)),
    )
    expect(await refusedBy(reader, future)).toBe('admitted')
    a.say('third')
    await reader.log.admit(a.update(reader), 'test')
    expect(livePlaces(reader)).toEqual(livePlaces(a))
  })

  test("an erasure that names another's session erases nothing of theirs", async () => {
    const { a, reader, v } = await scene()
    v.erase({ session: session(a), clock: 0 })
    expect((await reader.log.admit(v.update(reader), 'test')).ok).toBe(true)
    expect(reader.log.envelopes()).toHaveLength(3)
  })

  test("applies no tombstone in the place of another's entry, past or future, and hears the author by other links", async () => {
    const { a, reader, v } = await scene()
    const client = a.log.doc.clientID
    const tombstones = (clock: number, length: number): Uint8Array => {
      const origin = clock > 0 ? { client, clock: clock - 1 } : null
      return writeUpdate(new Map([[client, [{ client, clock, length, origin, rightOrigin: null, content: null }]]]))
    }
    for (const length of [1, 1000, 2 ** 50]) expect(await refusedBy(reader, tombstones(2, length))).toBe('admitted')
    const newcomer = openMember(bob)
    expect(await refusedBy(newcomer, tombstones(0, 2))).toBe('admitted')
    // An erasure of the vandal's names sessions of the vandal, whatever it says: it proves nothing of hers.
    v.erase({ session: session(a), clock: 0 }, { session: session(a), clock: 1 })
    const lying = structsOf(v)
    expect(await refusedBy(newcomer, Y.mergeUpdates([tombstones(0, 2), lying]))).toBe('admitted')
    for (const member of [reader, newcomer]) {
      await member.log.admit(a.update(), 'another link')
      expect(livePlaces(member)).toEqual(livePlaces(a))
    }
  })
})

/** Only what a member wrote. */
const structsOf = ({ log: { doc } }: LogMember): Uint8Array => {
  const state = new Map(Y.decodeStateVector(Y.encodeStateVector(doc)))
  state.set(doc.clientID, 0)
  return writeUpdate(structsSince(doc, state))
}

/** One struct by hand, as Yjs would never write it. */
const forge = (client: number, clock: number, info: number, body: (to: encoding.Encoder) => void): Uint8Array =>
  encoding.encode(to => {
    for (const part of [1, 1, client, clock]) encoding.writeVarUint(to, part)
    encoding.writeUint8(to, info)
    body(to)
    encoding.writeVarUint(to, 0)
  })
