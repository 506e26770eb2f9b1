import { deepEqual, equal, ok } from 'node:assert/strict'
import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { syncFrame, syncUpdate } from '@sarangbang/client/src/replica/link/syncFrames.ts'
import { encodeAcknowledgement } from '@sarangbang/shared/api/acknowledgement.ts'
import {
  alice,
  bob,
  livePlaces,
  openMember,
  otherMonth,
  type LogMember,
} from '@sarangbang/shared/room/logMember.fixture.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import { linkByApp, type Linked } from './hostileFixture.ts'
import { honestly, openLyingRelay, type LyingRelay } from './lyingRelay.ts'
import { until, type SyncRelay } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

/** A relay that lies, and the app's own links to it. */

const { ends, start } = makeSyncScene()
const lie = async (behind: SyncRelay): Promise<LyingRelay> => {
  return ends(await openLyingRelay(behind.url))
}
const link = (...args: Parameters<typeof linkByApp>): Linked => {
  return ends(linkByApp(...args))
}
const isOn = (linked: Linked) => until('linked', () => linked.link.state.value === 'on')
const count = ({ log }: LogMember): number => log.envelopes().length
const isUpdate = (frame: Uint8Array): boolean => frame[0] === 0 && frame[1] === syncUpdate
const isAck = (frame: Uint8Array): boolean => frame[0] === 100
const clientOf = ({ log }: LogMember): number => log.doc.clientID
const covers = (linked: Linked, clock: number): boolean => linked.document.kept.covers(clientOf(linked), clock)

test('[C2] a frame withheld is missed with its author’s next one, and asked for', async () => {
  const relay = await lie(await start())
  const [a, b] = [link(relay, alice), link(relay, bob)]
  await Promise.all([isOn(a), isOn(b)])
  a.say('before')
  await until('it works', () => count(b) === 1)
  let withheld = 0
  relay.tell = (frame, pass) => (isUpdate(frame) && withheld === 0 ? void withheld++ : pass(frame))
  a.say('withheld')
  await until('withheld', () => withheld === 1)
  a.say('after')
  await until('all of it', () => count(b) === 3)
  deepEqual(livePlaces(b), livePlaces(a))
})

test('what a relay withholds altogether is not noticed; it comes with the next honest answer', async () => {
  const relay = await lie(await start())
  const [a, b] = [link(relay, alice), link(relay, bob)]
  await Promise.all([isOn(a), isOn(b)])
  let withheld = 0
  relay.tell = (frame, pass) => (isUpdate(frame) ? void withheld++ : pass(frame))
  a.say('one')
  await until('withheld', () => withheld > 0)
  // The app sees a healthy link: no program can tell a silent friend from a silenced one.
  equal(b.link.state.value, 'on')
  equal(count(b), 0)
  relay.tell = honestly
  b.link.wake()
  await until('asked again, everything is there', () => count(b) === 1)
})

test('frames told twice, backwards and again years later change nothing, and nobody is refused', async () => {
  const relay = await lie(await start())
  const [a, b] = [link(relay, alice), link(relay, bob)]
  await Promise.all([isOn(a), isOn(b)])
  const waiting: (() => void)[] = []
  relay.tell = (frame, pass) => {
    if (!isUpdate(frame)) return pass(frame)
    waiting.push(() => pass(frame))
    if (waiting.length >= 3) for (const late of waiting.splice(0).reverse()) [late, late].forEach(one => one())
  }
  const erased = a.say('taken back')
  for (let n = 0; n < 4; n++) {
    a.say(`a ${n}`)
    b.say(`b ${n}`)
    await until('both said', () => count(a) + count(b) > 0)
  }
  relay.tell = honestly
  for (const late of waiting.splice(0)) late()
  a.erase(erased)
  for (const linked of [a, b]) linked.link.wake()
  await until('both have all', () => count(a) === 9 && count(b) === 9)
  const places = livePlaces(a)
  // Everything that was ever said, to everybody: what was erased stays away.
  for (const frame of relay.told.filter(isUpdate)) relay.say(frame)
  a.say('and on')
  await until('they talk on', () => count(b) === 10)
  deepEqual([a.refusals, b.refusals], [[], []])
  ok(livePlaces(b).length === 10 && places.every(place => livePlaces(b).includes(place)))
})

test('signed entries of another document are refused, and the link ends with it; nothing of them is here', async () => {
  const relay = await lie(await start())
  const b = link(relay, bob)
  await isOn(b)
  b.say('mine')
  const elsewhere = openMember(alice, otherMonth)
  elsewhere.say('said elsewhere')
  relay.say(syncFrame(syncUpdate, Y.encodeStateAsUpdate(elsewhere.log.doc)))
  await until('distrusted', () => b.link.state.value === 'distrusted')
  deepEqual(b.refusals, ['place-invalid'])
  equal(count(b), 1)
})

test('[C1] an acknowledgement of what was not written yet is not believed', async () => {
  const relay = await lie(await start())
  const a = link(relay, alice)
  await isOn(a)
  const first = a.say('said')
  relay.hear = () => undefined
  relay.tell = () => undefined
  relay.say(encodeAcknowledgement(new Map([[clientOf(a), Number.MAX_SAFE_INTEGER]])))
  await until('believed of what there is', () => covers(a, first.clock))
  const later = a.say('said later')
  equal(covers(a, later.clock), false)
})

test('[C1] "kept" without keeping is found out by the relay’s next question: kept no longer, sent again', async () => {
  const store = await start()
  const relay = await lie(store)
  const a = link(relay, alice)
  await isOn(a)
  // It acknowledges at once and throws away.
  relay.hear = frame => {
    if (isUpdate(frame)) relay.say(encodeAcknowledgement(new Map([[clientOf(a), 1]])))
  }
  const said = a.say('thrown away')
  await until('it says kept', () => covers(a, said.clock))
  const losses: number[] = []
  a.document.kept.losses.watch(n => losses.push(n))
  relay.hear = honestly
  let acks = 0
  relay.tell = (frame, pass) => (isAck(frame) ? void acks++ : pass(frame))
  relay.cut()
  await until('found out', () => losses.length > 0)
  equal(covers(a, said.clock), false)
  relay.tell = honestly
  relay.cut()
  await until('kept, this time', () => covers(a, said.clock))
  equal((await store.store.load(a.document.name)).updates.length > 0, true)
})

test('[C1] a store restored from an older backup gets back what it lost, and ticks are true meanwhile', async () => {
  const before = await start()
  const relay = await lie(before)
  const [a, b] = [link(relay, alice), link(relay, bob)]
  await Promise.all([isOn(a), isOn(b)])
  const early = a.say('in the backup')
  await until('kept', () => covers(a, early.clock) && count(b) === 1)
  await before.stop()
  const backup = mkdtempSync(joinPath(tmpdir(), 'sarangbang-backup-'))
  cpSync(before.folder, backup, { recursive: true })
  const between = await start({ folder: before.folder })
  relay.moveTo(between.url)
  const lost = a.say('after the backup')
  await until('kept', () => covers(a, lost.clock) && count(b) === 2)
  await between.stop()

  const restored = await start({ folder: backup })
  let losses = 0
  a.document.kept.losses.watch(() => losses++)
  relay.moveTo(restored.url)
  const newer = b.say('from the other side')
  await until('both are kept again', () => covers(a, lost.clock) && covers(b, newer.clock))
  equal(losses, 1)
  const newcomer = link(relay, bob, 's2')
  await until('a newcomer gets all three', () => count(newcomer) === 3)
})
