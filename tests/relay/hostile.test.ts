import { deepEqual, equal, ok } from 'node:assert/strict'
import { syncFrame, syncStep1, syncUpdate } from '@sarangbang/client/src/replica/link/syncFrames.ts'
import { makeAttackWorld, type AttackWorld } from '@sarangbang/shared/room/attackWorld.fixture.ts'
import type { Attack } from '@sarangbang/shared/room/attack.fixture.ts'
import { attacks, oversize } from '@sarangbang/shared/room/attacks.fixture.ts'
import { alice, bob, livePlaces, openMember, otherMonth, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { afterAll, beforeAll, describe, test } from 'vitest'
import * as Y from 'yjs'
import { linkByApp, type Linked } from './hostileFixture.ts'
import {
  bearerOf,
  codeName,
  connect,
  month,
  openRaw,
  openSyncRelay,
  until,
  type Client,
  type RawSocket,
  type SyncRelay,
} from './syncFixture.ts'

/**
 * A member with a changed client and a session of his own, against a real relay over real sockets: every attack of the catalogue,
 * in the very turn in which the others write. One relay for all of them, so that what one leaves behind meets the next.
 */
const members = [alice.account, bob.account, vandal.account]
const elsewhere = () => {
  const { say, log } = openMember(alice, otherMonth)
  say('somewhere else')
  return log.doc.getArray<Uint8Array>('log').get(0)
}

let relay: SyncRelay
/** A stock y-websocket client. */
let victim: Client
/** The app's own link. */
let third: Linked
/** The attacker's other device, which is honest: it shares his account and his document, and must not pay for him. */
let neighbour: Client
let said = 0
let rounds = 0

beforeAll(async () => {
  relay = await openSyncRelay({ members })
  victim = connect(relay, alice, { ack: true })
  third = linkByApp(relay, bob)
  neighbour = connect(relay, vandal, { session: 's2' })
  await until(
    'everybody is there',
    () => victim.provider.synced && neighbour.provider.synced && third.link.state.value === 'on',
  )
  await talk()
})
afterAll(async () => {
  for (const one of [victim, third, neighbour]) one.close()
  await relay.close()
})

/** Each says something, and each hears all. @returns how long it took, in milliseconds. */
const talk = async (): Promise<number> => {
  const began = performance.now()
  rounds++
  for (const one of [victim, third, neighbour]) one.say(`message ${said++}`)
  await heard()
  return performance.now() - began
}
const heard = (): Promise<void> =>
  until('all is heard', () => {
    const counts = [victim, third, neighbour].map(({ log }) => log.envelopes().length)
    return counts.every(count => count === said) && victim.kept.get(victim.log.doc.clientID) === rounds
  })
const enter = async (): Promise<RawSocket> => {
  const socket = openRaw(`${relay.url}/sync/${month}`, bearerOf(vandal))
  await socket.opened
  await until('the relay asks', () => socket.frames.some(isStep1))
  return socket
}
const isStep1 = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === syncStep1
const worldNow = (): AttackWorld =>
  makeAttackWorld({
    document: month,
    doc: neighbour.log.doc,
    attacker: vandal,
    victim: alice.account,
    elsewhere: elsewhere(),
  })

const expected = (kind: string): string => (kind === 'asked' ? 'missing-dependency' : kind)

const send = ({ socket }: RawSocket, updates: readonly Uint8Array[]): void =>
  updates.forEach(update => socket.send(syncFrame(syncUpdate, update)))

/** By itself, so that it is looked at by itself: what the attacker is told, and what the operator. */
const alone = async ({ make, outcomes }: Attack): Promise<void> => {
  const attacker = await enter()
  const lines = relay.lines.length
  const asked = attacker.frames.filter(isStep1).length
  send(attacker, make(worldNow()))
  const [outcome] = outcomes
  if (outcome === 'taken') said++
  if (outcome === 'asked') await until('he is asked', () => attacker.frames.filter(isStep1).length > asked)
  if (outcome === 'asked' || outcome === 'held' || outcome === 'passed-over' || outcome === 'taken') {
    await speaksOn(attacker, outcome === 'held')
    equal(attacker.socket.readyState, 1, 'nothing that he may not do: he stays')
    equal(relay.lines.length, lines)
    return attacker.socket.close()
  }
  equal(codeName(await attacker.closed), 'refused')
  const refused = relay.lines.slice(lines).map(({ facts }) => facts as { kind?: string; account?: string })
  equal(refused.length, 1, 'one line in the log')
  equal(refused[0]?.account, vandal.account)
  ok(outcomes.map(expected).includes(refused[0]?.kind ?? ''), refused[0]?.kind)
}

/**
 * Together with what the others write in the same turn: the relay merges what comes together, and Yjs's merging leaves out some of
 * what would be refused by itself. Whatever it makes of it, the others are heard.
 */
const amongOthers = async ({ make, outcomes }: Attack): Promise<number> => {
  const attacker = await enter()
  send(attacker, make(worldNow()))
  if (outcomes.includes('taken')) said++
  const tookMs = await talk()
  attacker.socket.terminate()
  return tookMs
}

/** What the attacker says next by the same socket: proof that the attack before it was looked at, and what became of it. */
const speaksOn = async (attacker: RawSocket, isHeld: boolean): Promise<void> => {
  const member = openMember(vandal, month)
  member.say('honest again')
  const update = member.update()
  const before = said
  attacker.socket.send(syncFrame(syncUpdate, update))
  if (isHeld) {
    // Only he waits for the proof that he owes.
    await talk()
    equal(victim.count(), before + 3)
    return
  }
  said++
  await heard()
}

describe('every attack at the relay’s socket: refused or without effect, and the others talk on at once', () => {
  const took: number[] = []
  afterAll(() =>
    console.log(
      `talk after and during ${attacks.length} attacks: ${median(took).toFixed(0)} ms, at most ${Math.max(...took).toFixed(0)} ms`,
    ),
  )
  for (const attack of attacks) {
    test(attack.title, async () => {
      await alone(attack)
      took.push(await talk(), await amongOthers(attack))
    })
  }

  test(`${oversize.title}: the frame ends the socket before it is read`, async () => {
    const attacker = await enter()
    send(attacker, oversize.make(worldNow()))
    await talk()
    equal(await attacker.closed, 1009)
  })

  test('nobody else was sent away, nothing forged stands anywhere, and nothing of it is on the disk', async () => {
    equal(took.length, 2 * attacks.length)
    deepEqual([third.refusals, third.link.state.value], [[], 'on'])
    ok(victim.provider.wsconnected && neighbour.provider.wsconnected)
    ok(relay.lines.every(({ level }) => level !== 'error'))
    const places = livePlaces(victim)
    deepEqual([livePlaces(third), livePlaces(neighbour)], [places, places])
    const { folder } = relay
    const close = relay.close
    await relay.stop()
    relay = await openSyncRelay({ members, folder })
    const newcomer = connect(relay, bob, { session: 's3' })
    await until('all from the disk', () => newcomer.count() === said)
    deepEqual(livePlaces(newcomer), places)
    deepEqual(statesOf(newcomer.log.doc), statesOf(victim.log.doc))
    ok(newcomer.log.doc.store.pendingStructs === null)
    newcomer.close()
    relay = { ...relay, close: async () => (await relay.stop(), close()) }
  })
})

const statesOf = (doc: Y.Doc) =>
  new Map([...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([one], [other]) => one - other))
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0
