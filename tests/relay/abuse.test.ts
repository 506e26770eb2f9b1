import { equal, ok } from 'node:assert/strict'
import { alice, bob, openMember, sealed, type LogMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import { signalLimits } from '../../relay/src/signal/signalLimits.ts'
import { bearerOf, codeName, month, openRaw, until, type Client } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

/** What a member does with nothing but valid envelopes: bob floods, alice talks. */

const { ends, start, join, raw } = makeSyncScene()
const varuint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varuint(Math.floor(value / 128))]
/** A sync update as a frame. */
const frame = (update: Uint8Array): Uint8Array =>
  Buffer.concat([Uint8Array.from([0, 2, ...varuint(update.length)]), update])
/** One update for each thing said. */
const saying = (member: LogMember, texts: readonly string[]): readonly Uint8Array[] => {
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array): void => void updates.push(update)
  member.log.doc.on('update', note)
  for (const text of texts) member.say(text)
  member.log.doc.off('update', note)
  return updates
}
const texts = (count: number, length = 3): string[] =>
  Array.from({ length: count }, (_, n) => `${n}`.padEnd(length, 'x'))
/** How long alice waits until each of five messages is kept, the longest; milliseconds. */
const talk = async (honest: Client): Promise<number> => {
  let longest = 0
  for (let n = 0; n < 5; n++) {
    const began = performance.now()
    const { clock } = honest.say(`calm ${n}`)
    await until('kept', () => (honest.kept.get(honest.log.doc.clientID) ?? 0) > clock)
    longest = Math.max(longest, performance.now() - began)
  }
  return longest
}

test('who opens many sockets is read no faster by it, loses nothing, and holds up nobody else', async () => {
  const relay = await start({ limits: { framesOfAccountPerS: 50, framesOfAccountAtOnce: 50 } })
  const honest = join(relay, alice, { ack: true })
  await until('synced', () => honest.provider.synced)
  const floods = Array.from({ length: 4 }, () => ({
    member: openMember(bob, month),
    updates: [] as readonly Uint8Array[],
  }))
  for (const flood of floods) flood.updates = saying(flood.member, texts(100, 1500))
  const began = performance.now()
  for (const { updates } of floods) {
    const socket = await raw(relay, bob)
    for (const update of updates) socket.socket.send(frame(update))
  }
  // Nothing else of alice's account is in debt: what she says is kept while bob waits.
  ok((await talk(honest)) < 1000, 'alice is not held up')
  await until('all of the flood, in its time', () => honest.count() === 405)
  // 350 over the burst at 50 a second, less what four reads of a socket bring before each is paused: 64 KiB, 38 frames.
  ok(performance.now() - began > 2000, 'it took as long as the account may')
})

test('who brings more than an account may bring in a day is told to come later; the others go on, and so do readers', async () => {
  const honestBytes = 40_000
  const relay = await start({
    limits: { updateBytesOfAccountAtOnce: honestBytes, updateBytesOfAccountPerS: 1 },
  })
  const honest = join(relay, alice, { ack: true })
  await until('synced', () => honest.provider.synced)
  const flooder = openMember(bob, month)
  const updates = saying(flooder, texts(200))
  const within: Uint8Array[] = []
  let bytes = 0
  for (const update of updates) {
    if (bytes + update.length > honestBytes) break
    within.push(update)
    bytes += update.length
  }
  const socket = await raw(relay, bob)
  for (const update of within) socket.socket.send(frame(update))
  await until('all that is allowed', () => honest.count() === within.length)
  equal(socket.socket.readyState, 1)
  socket.socket.send(frame(updates[within.length] as Uint8Array))
  equal(codeName(await socket.closed), 'overload')
  ok((await talk(honest)) < 1000)
  const reader = join(relay, bob, { session: 's2' })
  await until('bob reads on', () => reader.count() === within.length + 5)
})

test('honest bursts pass: sixty written offline, and hundreds brought by one device', { timeout: 60_000 }, async () => {
  const relay = await start()
  const offline = openMember(alice, month)
  for (const text of texts(60)) offline.say(text)
  const device = join(relay, alice, { ack: true, member: offline })
  await until('sixty are kept', () => device.kept.get(offline.log.doc.clientID) === 60)
  const [writer, bringer] = [openMember(alice, month), openMember(bob, month, { verify: () => true })]
  writer.log.append(texts(400).map(() => place => sealed(alice, place)))
  await bringer.log.admit(Y.encodeStateAsUpdate(writer.log.doc), 'a direct link')
  join(relay, bob, { member: bringer })
  await until('all of it is with alice', () => device.count() === 460)
  equal(relay.lines.filter(({ level }) => level !== 'info').length, 0)
})

test('client ids are counted for whom they belong to: hundreds of others brought back are no flood', async () => {
  const relay = await start({ limits: { newClientsPerHour: 3 } })
  const bringer = openMember(bob, month)
  for (let n = 0; n < 12; n++) {
    const load = openMember(alice, month)
    load.say('a load of alice')
    await bringer.log.admit(load.update(), 'a direct link')
  }
  const brought = join(relay, bob, { member: bringer })
  const reader = join(relay, alice)
  await until('all twelve', () => reader.count() === 12)
  ok(brought.provider.wsconnected)
  const socket = await raw(relay, bob)
  for (let n = 0; n < 4; n++) {
    const load = openMember(bob, month)
    load.say('a load of bob')
    socket.socket.send(frame(load.update()))
  }
  equal(codeName(await socket.closed), 'overload')
  equal(reader.count(), 15)
})

test('who floods signaling is read more slowly, and the others find each other meanwhile', async () => {
  const relay = await start()
  const joinSignal = async (person: typeof alice) => {
    const socket = openRaw(`${relay.url}/signal`, bearerOf(person))
    ends({ close: () => socket.socket.terminate() })
    await socket.opened
    const say = (message: unknown): void => socket.socket.send(JSON.stringify(message))
    const heard = (type: string): number => socket.frames.filter(frame => frame.includes(`"type":"${type}"`)).length
    say({ type: 'subscribe', topics: [month] })
    return { say, heard }
  }
  const [flooder, one, other] = [await joinSignal(bob), await joinSignal(alice), await joinSignal(alice)]
  const { framesAtOnce, framesPerS } = signalLimits
  const began = performance.now()
  // Large enough that one read of the socket, 64 KiB, is some 60 of them.
  const ping = { type: 'ping', padding: 'x'.repeat(1000) }
  for (let n = 0; n < framesAtOnce + 4 * framesPerS; n++) flooder.say(ping)
  one.say({ type: 'publish', topic: month, data: { type: 'announce', from: 'alice' } })
  await until('heard through it', () => other.heard('publish') === 1)
  await until('all of the flood, in its time', () => flooder.heard('pong') === framesAtOnce + 4 * framesPerS)
  // 200 over the burst at 50 a second, less what one read brings.
  ok(performance.now() - began > 2000, 'it took as long as allowed')
})
