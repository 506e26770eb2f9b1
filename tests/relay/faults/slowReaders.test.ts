import { equal, ok } from 'node:assert/strict'
import { alice, bob, openMember, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { SyncLimits } from '../../../relay/src/sync/syncLimits.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import {
  bearerOf,
  connect,
  month,
  openRaw,
  openSyncRelay,
  until,
  type RawSocket,
  type SyncRelay,
} from '../syncFixture.ts'
import { atEnd } from './atEnd.ts'

const MiB = 1024 * 1024
const members = [alice.account, bob.account, vandal.account]

/** A relay with a clock for what lasts in our hands, and a month of twelve megabytes: more than the kernel keeps for a socket. */
const openFull = async (limits: Partial<SyncLimits> = {}) => {
  let offsetMs = 0
  const relay = await openSyncRelay({
    limits: { silenceMs: 1, ...limits },
    members,
    steadyMs: () => performance.now() + offsetMs,
  })
  atEnd(() => relay.close())
  const author = openMember(alice, month)
  for (let i = 0; i < 60; i++) author.say(`${i} ${'x'.repeat(200_000)}`)
  const bytes = Y.encodeStateAsUpdate(author.log.doc)
  await relay.store.append([{ document: month, bytes, erases: false }])
  return { relay, bytes: bytes.length, pass: (ms: number) => void (offsetMs += ms) }
}
/** Asks for all of it and reads none. */
const stall = async (relay: SyncRelay, person = vandal, name: DocumentName = month): Promise<RawSocket> => {
  const raw = openRaw(`${relay.url}/sync/${name}`, bearerOf(person))
  atEnd(() => raw.socket.terminate())
  await raw.opened
  await until('step 1', () => raw.frames.length > 0)
  raw.socket.pause()
  raw.send(0, 0, 1, 0)
  return raw
}

test('a reader that takes nothing of a backlog for a minute is sent away, and not before', async () => {
  const { relay, pass } = await openFull()
  const stalled = await stall(relay)
  let code = 0
  void stalled.closed.then(value => (code = value))
  await ticks(relay)
  // A paused socket answers no ping either; the rule for the unheard comes at 80 s.
  pass(50_000)
  await ticks(relay)
  equal(code, 0)
  equal(relay.lines.length, 0)
  pass(11_000)
  await ticks(relay)
  stalled.socket.resume()
  equal(await stalled.closed, 1006)
})

test('[O2] readers that take nothing hold their account’s share of what may be under way, and nobody else waits for them', async () => {
  const { relay, bytes } = await openFull({ backlogBytes: 40 * MiB, backlogBytesOfAccount: 13 * MiB })
  ok(bytes > 11 * MiB)
  const stalled: RawSocket[] = []
  for (let i = 0; i < 10; i++) stalled.push(await stall(relay))
  const honest = connect(relay, bob)
  atEnd(honest.close)
  await until('an honest newcomer has all of it', () => honest.count() === 60)
  ok(stalled.every(({ socket }) => socket.readyState === 1))
})

test('[O2] beyond what may be under way at one time the next ones wait their turn, which comes when the stalled are sent away', async () => {
  const { relay, pass } = await openFull({ backlogBytes: 20 * MiB, backlogBytesOfAccount: 40 * MiB })
  const stalled = [await stall(relay), await stall(relay)]
  const honest = connect(relay, bob)
  atEnd(honest.close)
  await ticks(relay)
  equal(honest.count(), 0, 'it waits')
  equal(honest.provider.wsconnected, true)
  pass(61_000)
  await until('its turn has come', () => honest.count() === 60)
  for (const { socket } of stalled) socket.resume()
  for (const { closed } of stalled) equal(await closed, 1006)
})

test('[O2] what waits for slow readers is bounded over all of them: those with the most waiting go first', async () => {
  const relay = await openSyncRelay({ members, limits: { silenceMs: 1, outgoingBytesOfRelay: 6 * MiB } })
  atEnd(() => relay.close())
  const writer = connect(relay, alice, { ack: true })
  atEnd(writer.close)
  await until('synced', () => writer.provider.synced)
  const readers: RawSocket[] = []
  for (let i = 0; i < 6; i++) {
    const raw = openRaw(`${relay.url}/sync/${month}`, bearerOf(i % 2 === 0 ? bob : vandal))
    atEnd(() => raw.socket.terminate())
    await raw.opened
    await until('step 1', () => raw.frames.length > 0)
    raw.socket.pause()
    readers.push(raw)
  }
  // What the kernel takes for a socket does not wait here; the rest does, up to 4 MiB for each.
  for (let sent = 0; sent < 60; sent += 15) {
    for (let i = 0; i < 15; i++) writer.say('x'.repeat(190_000) + sent + i)
    await until('kept', () => writer.kept.get(writer.log.doc.clientID) === sent + 15)
    await ticks(relay)
  }
  for (const { socket } of readers) socket.resume()
  const codes = await Promise.all(readers.map(({ closed }) => closed))
  ok(codes.includes(1006), `${codes.join()}`)
  equal(writer.provider.wsconnected, true)
})

/** Waits until the relay has looked after its sockets twice more: with `silenceMs` 1 each hears something of it. */
const ticks = async (relay: SyncRelay): Promise<void> => {
  const witness = openRaw(`${relay.url}/sync/${month.slice(0, 22)}`, bearerOf(bob))
  await until('two ticks', () => witness.frames.filter(frame => frame.equals(Uint8Array.from([1, 1, 0]))).length > 1)
  witness.socket.terminate()
}
