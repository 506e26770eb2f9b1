import { equal, ok } from 'node:assert/strict'
import { maxFrameBytes } from '@sarangbang/shared/api/socket.ts'
import { alice, bob, openMember, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { test } from 'vitest'
import * as Y from 'yjs'
import { bearerOf, codeName, month, openRaw, until, type Client } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

const { start, join, raw } = makeSyncScene()
/** A sync message; `type` 0 step 1, 1 step 2, 2 update. */
const sync = (type: number, bytes: Uint8Array): Uint8Array => {
  const length: number[] = []
  for (let left = bytes.length; ; left = Math.floor(left / 128)) {
    length.push(left >= 128 ? (left % 128) + 128 : left)
    if (left < 128) break
  }
  return Buffer.concat([Uint8Array.from([0, type, ...length]), bytes])
}

/** Updates no honest client sends: each closes its socket, and nobody else notices. */
const attacks: Record<string, (victim: Client) => Uint8Array> = {
  'random bytes': () => Buffer.from('not an update at all'),
  'the second encoding, whose decoder can be made to hang': victim => Y.encodeStateAsUpdateV2(victim.log.doc),
  'an unsigned value': () => {
    const doc = new Y.Doc()
    doc.getArray('log').insert(0, [new Uint8Array(200)])
    return Y.encodeStateAsUpdate(doc)
  },
  'another root': () => {
    const doc = new Y.Doc()
    doc.getMap('other').set('a', 1)
    return Y.encodeStateAsUpdate(doc)
  },
  "something under the victim's client id": victim => {
    const doc = new Y.Doc()
    doc.clientID = victim.log.doc.clientID
    for (let i = 0; i < 5; i++) doc.getArray('log').insert(i, [new Uint8Array(200)])
    return Y.encodeStateAsUpdate(doc)
  },
  'somebody else, signed for another document': () => {
    const elsewhere = openMember(vandal, 'BBBBBBBBBBBBBBBBBBBBBB.2026-05' as typeof month)
    elsewhere.say('moved')
    return elsewhere.update()
  },
}
for (const [what, attack] of Object.entries(attacks)) {
  test(`refused, its sender alone closed: ${what}`, async () => {
    const relay = await start()
    const victim = join(relay, alice, { ack: true })
    const reader = join(relay, bob)
    victim.say('before')
    await until('there', () => reader.count() === 1)
    const attacker = await raw(relay, bob)
    attacker.socket.send(sync(2, attack(victim)))
    equal(codeName(await attacker.closed), 'refused')
    victim.say('after')
    await until('the victim goes on', () => reader.count() === 2 && victim.kept.get(victim.log.doc.clientID) === 2)
    ok(victim.provider.wsconnected && reader.provider.wsconnected)
    ok(relay.lines.every(({ level }) => level !== 'error'))
  })
}

test('a delete set deletes nothing, here or anywhere', async () => {
  const relay = await start()
  const victim = join(relay, alice)
  const reader = join(relay, bob)
  victim.say('stays')
  await until('there', () => reader.count() === 1)
  const attacker = await raw(relay, bob)
  const copy = new Y.Doc()
  Y.applyUpdate(copy, victim.update())
  copy.getArray('log').delete(0, 1)
  attacker.socket.send(sync(2, Y.encodeStateAsUpdate(copy, Y.encodeStateVector(copy))))
  victim.say('after')
  await until('both are there', () => reader.count() === 2)
  const late = join(relay, bob, { session: 's2' })
  await until('both still', () => late.count() === 2)
})

test('a bad update among good ones of the same turn takes none of them with it', async () => {
  const relay = await start()
  const reader = join(relay, alice)
  const [good, bad] = [await raw(relay, bob), await raw(relay, bob)]
  const writer = openMember(bob, month)
  const updates: Uint8Array[] = []
  writer.log.doc.on('update', update => updates.push(update))
  for (let i = 0; i < 5; i++) writer.say(`good ${i}`)
  for (const update of updates) {
    good.socket.send(sync(2, update))
    bad.socket.send(sync(2, Buffer.from('bad')))
  }
  equal(codeName(await bad.closed), 'refused')
  await until('all good ones', () => reader.count() === 5)
  equal(good.socket.readyState, 1)
})

test('what builds on something missing is asked for, and arrives', async () => {
  const relay = await start()
  const socket = await raw(relay)
  await until('the first step 1', () => socket.frames.length > 0)
  const writer = openMember(alice, month)
  const updates: Uint8Array[] = []
  writer.log.doc.on('update', update => updates.push(update))
  for (let i = 0; i < 3; i++) writer.say(`part ${i}`)
  socket.socket.send(sync(2, updates[2] ?? new Uint8Array()))
  socket.socket.send(sync(2, updates[1] ?? new Uint8Array()))
  const step1s = () => socket.frames.filter(frame => frame[0] === 0 && frame[1] === 0).length
  await until('asked again', () => step1s() > 1)
  socket.socket.send(sync(1, writer.update()))
  const reader = join(relay, bob)
  await until('all three', () => reader.count() === 3)
  ok(step1s() <= 4)
})

const malformed: Record<string, Uint8Array | string> = {
  'a text frame': 'hello',
  'an empty frame': new Uint8Array(),
  'a cut message': Uint8Array.from([0, 2, 50, 1, 2]),
  'bytes after the message': Uint8Array.from([0, 0, 1, 0, 9]),
  'an unknown sync type': Uint8Array.from([0, 9, 1, 0]),
  'a state vector that promises 2^31 entries': Uint8Array.from([0, 0, 5, 255, 255, 255, 255, 7]),
  'a number beyond 2^53': Uint8Array.from([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
  'awareness that promises 2^31 entries': Uint8Array.from([1, 5, 255, 255, 255, 255, 7]),
}
for (const [what, frame] of Object.entries(malformed)) {
  test(`closes its socket and touches nothing else: ${what}`, async () => {
    const relay = await start()
    const witness = join(relay, alice, { ack: true })
    const socket = await raw(relay, bob)
    socket.socket.send(frame)
    equal(codeName(await socket.closed), 'refused')
    witness.say('still here')
    await until('kept', () => witness.kept.size === 1)
  })
}

test('a frame over 1 MiB closes its socket before it is read', async () => {
  const relay = await start()
  const socket = await raw(relay)
  socket.socket.send(new Uint8Array(maxFrameBytes + 1))
  equal(await socket.closed, 1009)
})

test('messages that mean nothing are passed over, up to a number', async () => {
  const relay = await start({ limits: { strayFrames: 3 } })
  const socket = await raw(relay)
  for (let i = 0; i < 3; i++) socket.send(2, 0, 0)
  socket.send(0, 0, 1, 0)
  await until('still answered', () => socket.frames.some(frame => frame[0] === 0 && frame[1] === 1))
  socket.send(77)
  equal(codeName(await socket.closed), 'refused')
})

test('asking for the whole document over and over is overload', async () => {
  const relay = await start({ limits: { step1AtOnce: 5 } })
  const socket = await raw(relay)
  for (let i = 0; i < 6; i++) socket.send(0, 0, 1, 0)
  equal(codeName(await socket.closed), 'overload')
})

test('new client ids are counted: a flood of them is overload, old ones go on', async () => {
  const relay = await start({ limits: { newClientsPerHour: 3 } })
  const honest = join(relay, alice, { ack: true })
  await until('synced', () => honest.provider.synced)
  for (let i = 0; i < 50; i++) honest.say(`all of one client id: ${i}`)
  await until('kept', () => honest.kept.get(honest.log.doc.clientID) === 50)
  const socket = await raw(relay, bob)
  for (let i = 0; i < 4; i++) {
    const load = openMember(bob, month)
    load.say('again')
    socket.socket.send(sync(2, load.update()))
  }
  equal(codeName(await socket.closed), 'overload')
  honest.say('one more')
  await until('kept', () => honest.kept.get(honest.log.doc.clientID) === 51)
})

test('more sockets than an account may have are overload; those it has stay', async () => {
  const relay = await start({ limits: { socketsOfAccount: 3 } })
  const few = await Promise.all([raw(relay), raw(relay), raw(relay)])
  await until('open', () => few.every(({ frames }) => frames.length > 0))
  equal(codeName(await (await raw(relay)).closed), 'overload')
  ok(few.every(({ socket }) => socket.readyState === 1))
  few[0]?.socket.terminate()
  await few[0]?.closed
  const again = await raw(relay)
  await until('room again', () => again.frames.length > 0)
})

test('who sends faster than allowed is read more slowly, and loses nothing', async () => {
  const relay = await start({ limits: { framesPerS: 200, framesAtOnce: 20 } })
  const a = join(relay, alice, { ack: true })
  await until('synced', () => a.provider.synced)
  const began = Date.now()
  for (let i = 0; i < 400; i++) a.say(`message ${i}`)
  await until('all kept', () => a.kept.get(a.log.doc.clientID) === 400)
  // 1.9 s at this rate, less what one read of the socket brings before it can be paused: up to 64 KiB, some 150 frames.
  ok(Date.now() - began > 1000, 'it took as long as the rate allows')
})

test('a reader that does not read is closed, and what waits for it stays bounded', async () => {
  const relay = await start({ limits: { outgoingBytes: 512 * 1024 } })
  const a = join(relay, alice, { ack: true })
  await until('synced', () => a.provider.synced)
  const slow = await raw(relay, bob)
  await until('open', () => slow.frames.length > 0)
  slow.socket.pause()
  for (let sent = 0; sent < 200; sent += 20) {
    for (let i = 0; i < 20; i++) a.say('x'.repeat(60_000) + sent + i)
    await until('kept', () => a.kept.get(a.log.doc.clientID) === sent + 20)
  }
  // 12 MB were sent: what it did not take before it was closed is the kernel's buffers and half a megabyte.
  slow.socket.resume()
  equal(codeName(await slow.closed), 'overload')
  const heard = slow.frames.reduce((sum, frame) => sum + frame.length, 0)
  ok(heard < 10_000_000, `${heard} bytes were waiting for it`)
})

test('a silent socket hears something before y-websocket gives it up', async () => {
  const relay = await start({ limits: { silenceMs: 100 } })
  const socket = await raw(relay)
  await until('an empty awareness update', () => socket.frames.some(frame => frame.equals(Uint8Array.from([1, 1, 0]))))
})

test('a socket that answers nothing any more is cut', async () => {
  const relay = await start({ limits: { unheardMs: 1500 } })
  const dead = openRaw(`${relay.url}/sync/${month}`, bearerOf(bob))
  Object.assign(dead.socket, { _autoPong: false })
  const alive = await raw(relay)
  equal(await dead.closed, 1006)
  equal(alive.socket.readyState, 1, 'who answers pings stays')
})
