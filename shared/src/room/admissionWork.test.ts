import { cpuUsage } from 'node:process'
import * as Y from 'yjs'
import { expect, test } from 'vitest'
import { bob, livePlaces, openMember, sealed, vandal, type LogMember } from './logMember.fixture.ts'
import type { SessionNonce } from '../crypto/ids.ts'
import type { StructId, UpdateStruct } from './updateStruct.ts'
import { writeUpdate } from './writeUpdate.ts'

/** 2,000 of each session: what stock Yjs takes a second for, growing with the square; half of the bound takes it minutes. */
const many = 2000
/** Processor time of this process, milliseconds: others on the machine do not count. */
const nowMs = (): number => cpuUsage().user / 1000

interface Session {
  readonly client: number
  readonly envelopes: readonly Uint8Array[]
}
const sessionOf = (member: LogMember): Session => {
  const session = member.log.session as SessionNonce
  // Signatures are not looked at here: one body will do for all.
  const envelopes = Array.from({ length: many }, (_, clock) => sealed(member.person, { session, clock }))
  return { client: member.log.doc.clientID, envelopes }
}
/** Two sessions of one vandal, the one with the smaller client first. */
const [small, large] = [openMember(vandal), openMember(vandal)].map(sessionOf).sort((a, b) => a.client - b.client) as [
  Session,
  Session,
]
const at = ({ client }: Session, clock: number): StructId => ({ client, clock })
const write = (session: Session, originOf: (clock: number) => readonly [StructId | null, StructId | null]) => {
  const structs = session.envelopes.map((content, clock): UpdateStruct => {
    const [origin, rightOrigin] = originOf(clock)
    return { ...at(session, clock), length: 1, origin, rightOrigin, content }
  })
  return writeUpdate(new Map([[session.client, structs]]))
}
const behindItself = (session: Session, clock: number): readonly [StructId | null, null] => [
  clock > 0 ? at(session, clock - 1) : null,
  null,
]
/** One behind the other, as an honest program writes. */
const first = write(small, clock => behindItself(small, clock))
const honest = write(large, clock => (clock > 0 ? behindItself(large, clock) : [at(small, many - 1), null]))

const dishonest: Record<string, Uint8Array> = {
  'all claim the beginning of the list': write(large, () => [null, null]),
  'all claim the place behind the first': write(large, () => [at(small, 0), null]),
  'each claims all between the first and the last': write(large, () => [at(small, 0), at(small, many - 1)]),
  'each claims another gap, always across the middle': write(large, clock => [
    at(small, clock >> 1),
    at(small, many - 1 - (clock >> 1)),
  ]),
}

const admitMs = async (reader: LogMember, ...updates: readonly Uint8Array[]): Promise<number> => {
  const startMs = nowMs()
  for (const update of updates) expect((await reader.log.admit(update, 'test')).ok).toBe(true)
  return nowMs() - startMs
}
const newReader = (): LogMember => openMember(bob, undefined, { verify: () => true })
const loadMs = ({ log }: LogMember): number => {
  const update = Y.encodeStateAsUpdate(log.doc)
  const startMs = nowMs()
  Y.applyUpdate(new Y.Doc(), update)
  return nowMs() - startMs
}

test.each(Object.entries(dishonest))(
  'costs what honest entries cost, at admission and at every later load, though %s',
  async (_, update) => {
    const warm = newReader()
    await admitMs(warm, first, honest)
    const [calm, busy] = [newReader(), newReader()]
    await admitMs(calm, first)
    await admitMs(busy, first)
    const calmMs = await admitMs(calm, honest)
    const calmLoadMs = loadMs(calm)
    const busyMs = await admitMs(busy, update)
    const busyLoadMs = loadMs(busy)
    // Rewriting costs something, collecting garbage too; stock Yjs takes 30 to 200 times as long.
    expect(busyMs).toBeLessThan(calmMs * 5 + 100)
    expect(busyLoadMs).toBeLessThan(calmLoadMs * 5 + 100)
    expect(livePlaces(busy)).toEqual(livePlaces(calm))
  },
)

test('stock Yjs does take long over the same bytes, so the tests above have a reason', () => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, first)
  const startMs = nowMs()
  Y.applyUpdate(doc, dishonest['all claim the beginning of the list'] as Uint8Array)
  const stockMs = nowMs() - startMs
  const twin = new Y.Doc()
  Y.applyUpdate(twin, first)
  const honestMs = nowMs()
  Y.applyUpdate(twin, honest)
  expect(stockMs).toBeGreaterThan(20 * (nowMs() - honestMs))
})

test('structs that came out of order of their places leave the same set, whoever sends it on', async () => {
  const [a, b] = [newReader(), newReader()]
  await admitMs(a, first, dishonest['all claim the beginning of the list'] as Uint8Array)
  await admitMs(b, Y.encodeStateAsUpdate(a.log.doc))
  expect(livePlaces(b)).toEqual(livePlaces(a))
  expect(b.log.doc.store.pendingStructs).toBeNull()
})

test('two replicas that heard two authors in another order each go on hearing both, and either brings a third up to date', async () => {
  const [v, w] = [openMember(vandal), openMember(vandal)]
  const [a, b] = [newReader(), newReader()]
  v.say('one')
  w.say('two')
  await admitMs(a, v.update(), w.update())
  await admitMs(b, w.update(), v.update())
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    to.say('mine')
    v.say('three')
    await admitMs(from, to.update(from), v.update(from))
    await admitMs(to, from.update(to))
  }
  expect(livePlaces(a)).toEqual(livePlaces(b))
  expect(livePlaces(a)).toHaveLength(6)
  for (const bringer of [a, b]) {
    const third = newReader()
    await admitMs(third, bringer.update())
    expect(livePlaces(third)).toEqual(livePlaces(a))
  }
  // Both at once, as a store that two tabs wrote: their origins contradict each other, and their set does not.
  const merged = new Y.Doc()
  for (const bringer of [a, b]) Y.applyUpdate(merged, bringer.update())
  expect(merged.store.pendingStructs).toBeNull()
  expect(merged.getArray('log').length).toBe(6)
})
