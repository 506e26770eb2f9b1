import { deepEqual, equal, ok } from 'node:assert/strict'
import { alice, bob } from '@sarangbang/shared/room/logMember.fixture.ts'
import Database from 'better-sqlite3'
import { join as path } from 'node:path'
import { test } from 'vitest'
import * as Y from 'yjs'
import type { DocumentStore } from '../../relay/src/store/documentStore.ts'
import { databaseFile } from '../../relay/src/store/database.ts'
import { codeName, connect, isOnDisk, month, openSyncRelay, until, type SyncRelay } from './syncFixture.ts'
import { makeSyncScene } from './syncScene.ts'

const { start, join } = makeSyncScene()
const room = month.slice(0, 22)
/** What another process reads from the data folder: next clock by client. */
const clocksOnDisk = ({ folder }: SyncRelay): Map<number, number> => {
  const database = new Database(path(folder, databaseFile), { readonly: true })
  try {
    const doc = new Y.Doc()
    for (const row of database
      .prepare<[], { bytes: Uint8Array }>('select bytes from document_updates order by seq')
      .iterate())
      Y.applyUpdate(doc, row.bytes)
    return Y.decodeStateVector(Y.encodeStateVector(doc))
  } finally {
    database.close()
  }
}

test('[C1] at every acknowledgement another connection finds what it names on the disk', async () => {
  const relay = await start()
  const a = join(relay, alice, { ack: true })
  const own = a.log.doc.clientID
  await until('synced', () => a.provider.synced)
  let checked = 0
  const handler = a.provider.messageHandlers[100]
  a.provider.messageHandlers[100] = (...args) => {
    handler?.(...args)
    const disk = clocksOnDisk(relay)
    for (const [client, next] of a.kept) ok((disk.get(client) ?? 0) >= next, 'acknowledged before it was on the disk')
    checked++
  }
  for (let i = 0; i < 20; i++) {
    a.say(`message ${i}`)
    await until('kept', () => a.kept.get(own) === i + 1)
  }
  ok(checked >= 20)
})

test('[C1] what was acknowledged survives a relay that was only ever killed', async () => {
  const first = await openSyncRelay()
  const a = connect(first, alice, { ack: true })
  for (let i = 0; i < 25; i++) a.say(`message ${i}`)
  await until('kept', () => a.kept.get(a.log.doc.clientID) === 25)
  // A second relay reads the folder while the first still holds it: nothing was written on stopping.
  const second = await openSyncRelay({ folder: first.folder })
  const b = connect(second, bob)
  await until('everything', () => b.count() === 25)
  a.close()
  b.close()
  await second.stop()
  await first.close()
})

test('[O3] stopping waits for the disk, acknowledges what it took, then says 4503', async () => {
  let letThrough = () => {}
  const gate = new Promise<void>(resolve => (letThrough = resolve))
  const relay = await start({
    wrapStore: store => ({ ...store, append: batch => gate.then(() => store.append(batch)) }),
  })
  const a = join(relay, alice, { ack: true })
  const b = join(relay, bob)
  const codes: string[] = []
  a.provider.on('connection-close', event => codes.push(codeName(event?.code ?? 0)))
  for (let i = 0; i < 200; i++) a.say(`message ${i}`)
  await until('talk goes on without the disk', () => b.count() === 200)
  const began = Date.now()
  const stopped = relay.stop()
  letThrough()
  equal(await stopped, true)
  ok(Date.now() - began < 5000)
  await until('closed', () => codes.length > 0)
  equal(codes[0], 'stopping')
  equal(a.kept.get(a.log.doc.clientID), 200)
  equal(clocksOnDisk(relay).get(a.log.doc.clientID), 200)
})

test('[C1] while the disk refuses, talk goes on, nothing is acknowledged, and all of it is kept once it takes it', async () => {
  let isFull = false
  const wrapStore = (store: DocumentStore): DocumentStore => ({
    ...store,
    append: async batch => {
      if (isFull) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      return store.append(batch)
    },
  })
  const relay = await start({ wrapStore })
  const a = join(relay, alice, { ack: true })
  const b = join(relay, bob)
  const own = a.log.doc.clientID
  a.say('before')
  await until('kept', () => a.kept.get(own) === 1 && b.count() === 1)
  isFull = true
  for (let i = 0; i < 10; i++) a.say(`during ${i}`)
  await until('talk goes on', () => b.count() === 11)
  await until('the operator is told', () => relay.lines.some(({ level }) => level === 'error'))
  deepEqual(relay.health, [false])
  equal(a.kept.get(own), 1)
  equal(clocksOnDisk(relay).get(own), 1)
  isFull = false
  await until('kept', () => a.kept.get(own) === 11)
  deepEqual(relay.health, [false, true])
  equal(clocksOnDisk(relay).get(own), 11)
})

test('a disk that refuses for too long sends writers away for a while, and keeps readers', async () => {
  const wrapStore = (store: DocumentStore): DocumentStore => ({
    ...store,
    append: () => Promise.reject(Object.assign(new Error('read-only'), { code: 'SQLITE_READONLY' })),
  })
  const relay = await start({ wrapStore, limits: { unkeptBytes: 10_000 } })
  const a = join(relay, alice)
  const b = join(relay, bob)
  const codes: string[] = []
  a.provider.on('connection-close', event => codes.push(codeName(event?.code ?? 0)))
  await until('both synced', () => a.provider.synced && b.provider.synced)
  a.say('x'.repeat(12_000))
  await until('it came', () => b.count() === 1)
  a.say('one more')
  await until('sent away', () => codes.length > 0)
  equal(codes[0], 'overload')
  ok(b.provider.wsconnected)
})

test('[C5] an erasure takes the bytes out of every file of the data folder within seconds', async () => {
  const relay = await start()
  const a = join(relay, alice, { ack: true })
  const place = a.say('a secret that was told')
  const envelope = a.log.envelopes()[0]
  ok(envelope)
  const bytes = Buffer.from(envelope.body)
  await until('kept', () => a.kept.get(a.log.doc.clientID) === 1)
  equal(isOnDisk(relay.folder, bytes), true)
  a.erase(place)
  await until('gone from the disk', () => !isOnDisk(relay.folder, bytes))
  equal((await relay.store.load(month)).updates.length, 1)
  // A newcomer still learns that it was erased, and nothing else.
  const b = join(relay, bob)
  await until('synced', () => b.provider.synced)
  equal(b.count(), 1)
})

test('[C5] an erasure that a crash interrupted is finished at the next start, though nobody opens the document', async () => {
  const first = await openSyncRelay({
    wrapStore: store => ({ ...store, replace: () => Promise.reject(new Error('crashed before')) }),
  })
  const a = connect(first, alice, { ack: true })
  const place = a.say('a secret that was told')
  const bytes = Buffer.from(a.log.envelopes()[0]?.body ?? [])
  await until('kept', () => a.kept.get(a.log.doc.clientID) === 1)
  a.erase(place)
  await until('the erasure is kept', () => a.kept.get(a.log.doc.clientID) === 2)
  a.close()
  await first.stop()
  equal(isOnDisk(first.folder, bytes), true)
  const second = await start({ folder: first.folder })
  await until('gone from the disk', () => !isOnDisk(second.folder, bytes))
})

test('[C5] after a crash every erased document is finished, though the memory holds none of them', async () => {
  const first = await openSyncRelay({
    wrapStore: store => ({ ...store, replace: () => Promise.reject(new Error('crashed before')) }),
  })
  const secrets: Buffer[] = []
  for (const name of ['2026-03', '2026-04', '2026-05'].map(time => `${room}.${time}` as typeof month)) {
    const a = connect(first, alice, { ack: true, name })
    const place = a.say('a secret that was told')
    secrets.push(Buffer.from(a.log.envelopes()[0]?.body ?? []))
    await until('kept', () => a.kept.get(a.log.doc.clientID) === 1)
    a.erase(place)
    await until('the erasure is kept', () => a.kept.get(a.log.doc.clientID) === 2)
    a.close()
  }
  await first.stop()
  const second = await start({ folder: first.folder, limits: { memoryBytes: 1 } })
  await until('gone from the disk', () => !secrets.some(bytes => isOnDisk(second.folder, bytes)))
})

test('[C5] an erasure leaves the disk although its writer goes at once and the memory is full', async () => {
  let refusals = 0
  const wrapStore = (store: DocumentStore): DocumentStore => ({
    ...store,
    // Once, so that the document is let go while the relay rests from a disk that refuses.
    replace: (...args) => (refusals++ < 1 ? Promise.reject(new Error('disk I/O error')) : store.replace(...args)),
  })
  const relay = await start({ limits: { memoryBytes: 1 }, wrapStore })
  const a = connect(relay, alice, { ack: true })
  const place = a.say('a secret that was told')
  const bytes = Buffer.from(a.log.envelopes()[0]?.body ?? [])
  await until('kept', () => a.kept.get(a.log.doc.clientID) === 1)
  a.erase(place)
  await until('the erasure is kept', () => a.kept.get(a.log.doc.clientID) === 2)
  a.close()
  equal(isOnDisk(relay.folder, bytes), true)
  await until('gone from the disk', () => !isOnDisk(relay.folder, bytes))
  ok(refusals > 1)
})

test('many rows become one, and nothing is lost by it', async () => {
  const relay = await start({ limits: { compactRows: 20 } })
  const a = join(relay, alice, { ack: true })
  const own = a.log.doc.clientID
  for (let i = 0; i < 60; i++) {
    a.say(`message ${i}`)
    await until('kept', () => a.kept.get(own) === i + 1)
  }
  const { position } = await relay.store.load(month)
  const rows = async () => (await relay.store.load(month)).updates.length
  let left = await rows()
  await until('compacted', () => (void rows().then(count => (left = count)), left <= 21))
  equal((await relay.store.load(month)).position, position, 'no device sees anything new')
  equal(clocksOnDisk(relay).get(own), 60)
})

test('documents nobody looks at leave the memory, and come back whole', async () => {
  const relay = await start({ limits: { memoryBytes: 1 } })
  const a = connect(relay, alice, { ack: true })
  for (let i = 0; i < 10; i++) a.say(`message ${i}`)
  await until('kept', () => a.kept.get(a.log.doc.clientID) === 10)
  a.close()
  let loads = 0
  const load = relay.store.load
  Object.assign(relay.store, { load: (name: typeof month) => (loads++, load(name)) })
  await until('it was let go', () => (void relay.sockets.answerSync(bob.account, month, ''), loads > 0))
  const b = join(relay, bob)
  await until('whole', () => b.count() === 10)
})

test('a damaged document closes its sockets with "try again", says so in the log, and harms no other', async () => {
  const relay = await start()
  await relay.store.append([{ document: month, bytes: Uint8Array.from([1, 2, 3]), erases: false }])
  const a = join(relay, alice)
  const codes: string[] = []
  a.provider.on('connection-close', event => codes.push(codeName(event?.code ?? 0)))
  await until('closed', () => codes.length > 0)
  equal(codes[0], 'overload')
  ok(relay.lines.some(({ level, message }) => level === 'error' && message.includes('damaged')))
  const other = join(relay, alice, { name: room as typeof month })
  await until('the other works', () => other.provider.synced)
})

test('a deserted room leaves memory and disk', async () => {
  const relay = await start()
  const a = connect(relay, alice, { ack: true })
  a.say('words of two people')
  const bytes = Buffer.from(a.log.envelopes()[0]?.body ?? [])
  await until('kept', () => a.kept.size === 1)
  a.close()
  const deserted = room as Parameters<typeof relay.sockets.forgetRoom>[0]
  await relay.sockets.forgetRoom(deserted)
  deepEqual(await relay.store.positions(deserted), [])
  await until('gone from the disk', () => !isOnDisk(relay.folder, bytes))
})
