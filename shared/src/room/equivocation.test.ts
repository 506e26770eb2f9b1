import * as Y from 'yjs'
import { expect, test } from 'vitest'
import type { SessionNonce } from '../crypto/ids.ts'
import { alice, bob, livePlaces, openMember, sealed, vandal, type LogMember } from './logMember.fixture.ts'
import type { LogProblem } from './openDocumentLog.ts'
import { writeUpdate } from './writeUpdate.ts'

/** An author who signs two envelopes for one place, and tells one device this and another that. */

const clientOf = ({ log }: LogMember): number => log.doc.clientID
/** What the vandal says in his own session at a clock. Each is valid by itself. */
const version = (v: LogMember, clock: number, text: string): Uint8Array => {
  const client = clientOf(v)
  const content = sealed(vandal, { session: v.log.session as SessionNonce, clock }, text)
  const origin = clock > 0 ? { client, clock: clock - 1 } : null
  return writeUpdate(new Map([[client, [{ client, clock, length: 1, origin, rightOrigin: null, content }]]]))
}
const contentsOf = ({ log }: LogMember): readonly string[] =>
  log
    .envelopes()
    .map(({ bytes }) => Buffer.from(bytes).toString('base64'))
    .sort()
const exchange = async (one: LogMember, other: LogMember): Promise<void> => {
  const [forOther, forOne] = [one.update(other), other.update(one)]
  expect((await other.log.admit(forOther, 'test')).ok).toBe(true)
  expect((await one.log.admit(forOne, 'test')).ok).toBe(true)
}
const forksOf = ({ problems }: LogMember) =>
  problems.filter((problem): problem is LogProblem & { kind: 'author-forked' } => problem.kind === 'author-forked')

/** Minji's device has heard one version, Junho's the other. */
const split = async () => {
  const [v, a, b] = [openMember(vandal), openMember(alice), openMember(bob)]
  await a.log.admit(version(v, 0, 'yes'), 'the relay')
  await b.log.admit(version(v, 0, 'no'), 'a direct link')
  return { v, a, b }
}

test('it splits two replicas in that one entry, and they never notice by their state vectors', async () => {
  const { a, b } = await split()
  await exchange(a, b)
  expect(Y.encodeStateVector(a.log.doc)).toEqual(Y.encodeStateVector(b.log.doc))
  expect(livePlaces(a)).toEqual(livePlaces(b))
  expect(contentsOf(a)).not.toEqual(contentsOf(b))
})

test('nobody else’s entries are lost or held up by it, nor what the same author says later', async () => {
  const { v, a, b } = await split()
  for (let n = 0; n < 20; n++) {
    a.say(`a ${n}`)
    b.say(`b ${n}`)
    if (n % 5 === 0) await exchange(a, b)
  }
  const later = [version(v, 1, 'later'), version(v, 2, 'last')]
  for (const update of later) await a.log.admit(update, 'the relay')
  await exchange(a, b)
  const [onlyA, onlyB] = [contentsOf(a), contentsOf(b)].map(list => new Set(list)) as [Set<string>, Set<string>]
  expect(onlyA.size).toBe(43)
  expect([...onlyA].filter(one => !onlyB.has(one))).toHaveLength(1)
  expect([...onlyB].filter(one => !onlyA.has(one))).toHaveLength(1)
  expect([a, b].flatMap(({ log }) => [log.doc.store.pendingStructs, log.doc.store.pendingDs])).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('a newcomer hears of one of them and of everybody else’s', async () => {
  const { a, b } = await split()
  a.say('minji')
  b.say('junho')
  await exchange(a, b)
  const newcomer = openMember(bob)
  for (const bringer of [a, b]) expect((await newcomer.log.admit(bringer.update(), 'test')).ok).toBe(true)
  expect(livePlaces(newcomer)).toEqual(livePlaces(a))
})

test('an erasure takes either version away everywhere', async () => {
  const { v, a, b } = await split()
  await v.log.admit(a.update(), 'test')
  const eraser = openMember(vandal)
  eraser.erase({ session: v.log.session as SessionNonce, clock: 0 })
  for (const member of [a, b]) await member.log.admit(eraser.update(), 'test')
  expect(contentsOf(a)).toEqual(contentsOf(b))
  expect(a.log.envelopes().every(({ kind }) => kind === 'erase')).toBe(true)
})

test('whoever hears both knows whose fault it is, holds both signatures, and is told once', async () => {
  const { v, a } = await split()
  expect((await a.log.admit(version(v, 0, 'no'), 'a direct link')).ok).toBe(true)
  await a.log.admit(version(v, 0, 'perhaps'), 'a direct link')
  const [told, ...more] = forksOf(a)
  expect(more).toEqual([])
  expect(told?.fork.here.author).toBe(vandal.account)
  expect(told?.fork.there).toMatchObject({ author: vandal.account, session: v.log.session, clock: 0 })
  expect(told?.fork.there.bytes).not.toEqual(told?.fork.here.bytes)
})

test('nobody is accused by what he did not sign, nor by hearing the same twice', async () => {
  const [a, reader] = [openMember(alice), openMember(bob)]
  const place = a.say('hers')
  await reader.log.admit(a.update(), 'the relay')
  await reader.log.admit(a.update(), 'a direct link')
  const client = clientOf(a)
  const forged = sealed({ ...alice, signing: { ...alice.signing, secret: vandal.signing.secret } }, place, 'forged')
  for (const content of [forged, new Uint8Array(200), sealed(vandal, place)]) {
    const structs = [{ client, clock: 0, length: 1, origin: null, rightOrigin: null, content }]
    await reader.log.admit(writeUpdate(new Map([[client, structs]])), 'a liar')
  }
  expect(reader.problems).toEqual([])
})
