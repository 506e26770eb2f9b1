import { deepEqual, equal, ok } from 'node:assert/strict'
import { alice, bob, livePlaces, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import { month, openRaw, bearerOf, until } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

const { ends, start, join } = makeSyncScene()

test('[C2] two stock clients of two members see what either writes, before and while they are connected', async () => {
  const relay = await start()
  const before = openMember(alice, month)
  before.say('written offline')
  const a = join(relay, alice, { member: before })
  const b = join(relay, bob)
  await until('the backlog', () => b.count() === 1)
  a.say('live')
  b.say('answer')
  await until('both', () => a.count() === 3 && b.count() === 3)
  deepEqual(livePlaces(a), livePlaces(b))
  ok(a.provider.synced && b.provider.synced)
})

test('a second device gets everything, although nobody else is there', async () => {
  const relay = await start()
  const first = join(relay, alice, { ack: true })
  for (let i = 0; i < 30; i++) first.say(`message ${i}`)
  await until('kept', () => (first.kept.get(first.log.doc.clientID) ?? 0) >= 30)
  first.close()
  const second = join(relay, alice, { session: 's2' })
  await until('everything', () => second.count() === 30)
})

test('an erased message goes from every connected replica, and a newcomer never gets it', async () => {
  const relay = await start()
  const a = join(relay, alice)
  const b = join(relay, bob)
  const place = a.say('to be taken back')
  await until('it came', () => b.count() === 1)
  a.erase(place)
  await until(
    'only the erasure is left',
    () => b.count() === 1 && livePlaces(b)[0] !== `${place.session}:${place.clock}`,
  )
  const late = join(relay, bob, { session: 's2' })
  await until('synced', () => late.provider.synced)
  deepEqual(livePlaces(late), livePlaces(b))
})

test('a backlog of 5 MB crosses both ways in frames of at most 257 KiB', async () => {
  const relay = await start()
  const writer = openMember(alice, month)
  for (let i = 0; i < 80; i++) writer.say('x'.repeat(60 * 1024) + i)
  const raw = openRaw(`${relay.url}/sync/${month}?ack=1`, bearerOf(alice))
  ends({ close: () => raw.socket.terminate() })
  await raw.opened
  const pieces = splitUpdate(writer.log, new Uint8Array([0]))
  ok(pieces.length > 15)
  for (const piece of pieces) raw.socket.send(frameOf(2, piece))
  const b = join(relay, bob)
  const sizes: number[] = []
  b.provider.once('status', () => b.provider.ws?.addEventListener('message', ({ data }) => sizes.push(data.byteLength)))
  await until('all of it', () => b.count() === 80)
  equal(Y.decodeStateVector(Y.encodeStateVector(b.log.doc)).get(writer.log.doc.clientID), 80)

  const late = openRaw(`${relay.url}/sync/${month}`, bearerOf(bob))
  ends({ close: () => late.socket.terminate() })
  await late.opened
  late.send(0, 0, 1, 0)
  await until('step 2', () => late.frames.some(frame => frame[0] === 0 && frame[1] === 1))
  const updates = late.frames.filter(frame => frame[0] === 0 && frame[1] !== 0)
  ok(updates.length > 15)
  ok(updates.every(frame => frame.length <= 257 * 1024))
  equal(updates.at(-1)?.[1], 1, 'the last one is the step 2')
})

test('a newcomer who reads slowly gets backlog and live updates in an order that leaves nothing pending', async () => {
  const relay = await start()
  const a = join(relay, alice, { ack: true })
  const own = a.log.doc.clientID
  await until('a is synced', () => a.provider.synced)
  for (let i = 0; i < 45; i++) a.say('x'.repeat(200_000) + i)
  await until('the relay has it', () => a.kept.get(own) === 45)
  const slow = openRaw(`${relay.url}/sync/${month}`, bearerOf(bob))
  ends({ close: () => slow.socket.terminate() })
  await slow.opened
  slow.send(0, 0, 1, 0)
  await until('the backlog begins', () => slow.frames.length > 1)
  slow.socket.pause()
  for (let i = 0; i < 20; i++) {
    a.say(`meanwhile ${i}`)
    await until('kept', () => a.kept.get(own) === 46 + i)
  }
  slow.socket.resume()
  const doc = new Y.Doc()
  let read = 0
  await until('all of it', () => {
    for (; read < slow.frames.length; read++) {
      const frame = slow.frames[read]
      if (frame?.[0] !== 0 || frame[1] === 0) continue
      Y.applyUpdate(doc, frame.subarray(frame.findIndex((byte, i) => i > 1 && byte < 128) + 1))
      equal(doc.store.pendingStructs, null)
    }
    return Y.getState(doc.store, own) === 65
  })
}, 60_000)

test('what one turn brings goes out as one frame and to the disk as one row', async () => {
  const relay = await start()
  const a = join(relay, alice, { ack: true })
  const reader = openRaw(`${relay.url}/sync/${month}`, bearerOf(bob))
  ends({ close: () => reader.socket.terminate() })
  await reader.opened
  await until('step 1', () => reader.frames.length > 0)
  await until('a is synced', () => a.provider.synced)
  for (let i = 0; i < 50; i++) a.say(`burst ${i}`)
  await until('kept', () => a.kept.get(a.log.doc.clientID) === 50)
  const updates = reader.frames.filter(frame => frame[0] === 0 && frame[1] === 2)
  ok(updates.length >= 1 && updates.length <= 10, `${updates.length} frames for 50 updates`)
  const { updates: rows } = await relay.store.load(month)
  ok(rows.length <= 10, `${rows.length} rows for 50 updates`)
})

test('an update is not echoed to the only one who wrote', async () => {
  const relay = await start()
  const a = join(relay, alice, { ack: true })
  const b = join(relay, bob)
  await until('both synced', () => a.provider.synced && b.provider.synced)
  let heard = 0
  a.provider.ws?.addEventListener('message', ({ data }) => {
    if (new Uint8Array(data)[0] === 0) heard++
  })
  a.say('hello')
  await until('kept and there', () => b.count() === 1 && a.kept.get(a.log.doc.clientID) === 1)
  equal(heard, 0)
})

/** A sync message of the y-websocket protocol. */
const frameOf = (type: number, bytes: Uint8Array): Uint8Array => {
  const length: number[] = []
  for (let left = bytes.length; ; left = Math.floor(left / 128)) {
    length.push(left >= 128 ? (left % 128) + 128 : left)
    if (left < 128) break
  }
  return Buffer.concat([Uint8Array.from([0, type, ...length]), bytes])
}
