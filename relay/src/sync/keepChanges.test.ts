import { deepEqual, equal } from 'node:assert/strict'
import { headName } from '@sarangbang/shared/room/documentName.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { alice, bob, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import * as Y from 'yjs'
import { afterEach, beforeEach, test, vi } from 'vitest'
import type { Row } from './groupCommit.ts'
import type { HotDocument, SyncSocket } from './hotDocument.ts'
import { makeKeepChanges } from './keepChanges.ts'
import { loadDocument } from './loadDocument.ts'
import { syncLimits } from './syncLimits.ts'
import type { SyncParts } from './syncParts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setUp = () => {
  const batches: Row[][] = []
  let rows: Row[] = []
  const published: number[] = []
  const parts = { limits: syncLimits, steadyMs: () => Date.now(), now: () => Date.now() } as SyncParts
  const keep = makeKeepChanges(
    parts,
    {
      add: row => rows.push(row),
      run() {
        batches.push(rows)
        rows = []
      },
    },
    ({ position }) => void published.push(position),
  )
  const openDocument = (letter: string): HotDocument => {
    const name = headName(letter.repeat(22) as RoomId)
    const stored = { updates: [], position: 0, holdsErased: false }
    const loaded = loadDocument(
      name,
      stored,
      () => true,
      parts,
      () => {},
    )
    if (!loaded.ok) throw new Error('an empty document loads')
    return loaded.value
  }
  /** Says something, and hands over what the document admitted of it. */
  const say = async (document: HotDocument, member: ReturnType<typeof openMember>) => {
    const before = Y.encodeStateVector(member.log.doc)
    member.say('hello')
    const admitted = await document.log.admit(Y.encodeStateAsUpdate(member.log.doc, before), null)
    equal(admitted.ok, true)
    keep.add(document, document.admitted)
    document.admitted = []
    keep()
  }
  return { keep, batches, published, openDocument, say }
}

test('the first goes to the disk at once, what follows within 50 ms together, one row for each document', async () => {
  const { batches, openDocument, say } = setUp()
  const [one, two] = [openDocument('A'), openDocument('C')]
  const [a, b] = [openMember(alice, one.name), openMember(bob, two.name)]
  await say(one, a)
  equal(batches.length, 1)
  await say(one, a)
  await say(two, b)
  await say(one, a)
  await vi.advanceTimersByTimeAsync(syncLimits.commitEveryMs - 1)
  equal(batches.length, 1)
  await vi.advanceTimersByTimeAsync(1)
  deepEqual(
    batches.map(rows => rows.map(({ document }) => document)),
    [[one.name], [one.name, two.name]],
  )
  const doc = new Y.Doc()
  for (const row of batches.flat()) if (row.document === one.name) Y.applyUpdate(doc, row.bytes)
  equal(Y.getState(doc.store, a.log.doc.clientID), 3)
  await vi.advanceTimersByTimeAsync(syncLimits.commitEveryMs)
  await say(one, a)
  equal(batches.length, 3, 'after a pause at once again')
})

test('who stops the relay does not wait', async () => {
  const { keep, batches, openDocument, say } = setUp()
  const document = openDocument('A')
  const a = openMember(alice, document.name)
  await say(document, a)
  await say(document, a)
  keep.flush()
  equal(batches.length, 2)
  await vi.advanceTimersByTimeAsync(100)
  equal(batches.length, 2)
})

test('what waits keeps its document in memory; a document that is gone writes nothing', async () => {
  const { batches, openDocument, say } = setUp()
  const document = openDocument('A')
  const a = openMember(alice, document.name)
  await say(document, a)
  await say(document, a)
  deepEqual([document.unkeptRows, document.unkept.length], [1, 1])
  document.isGone = true
  await vi.advanceTimersByTimeAsync(100)
  equal(batches.flat().length, 1)
})

test('only the authors of a row are told that it is kept, and each of their sockets that asked', async () => {
  const { batches, published, openDocument, say } = setUp()
  const document = openDocument('A')
  const told: string[] = []
  const socketOf = (name: string, account: typeof alice.account, wantsAck = true) =>
    ({
      identity: { account },
      wantsAck,
      hasSynced: true,
      outlet: { send: () => told.push(name) },
    }) as unknown as SyncSocket
  for (const socket of [
    socketOf('laptop', alice.account),
    socketOf('phone', alice.account),
    socketOf('script', alice.account, false),
    socketOf('bob', bob.account),
  ])
    document.sockets.add(socket)
  const a = openMember(alice, document.name)
  const b = openMember(bob, document.name)
  await say(document, a)
  batches[0]?.[0]?.kept(7)
  deepEqual([told, published], [['laptop', 'phone'], [7]])
  deepEqual(document.kept, new Map([[a.log.doc.clientID, 1]]))
  await say(document, a)
  await say(document, b)
  await vi.advanceTimersByTimeAsync(100)
  told.length = 0
  batches[1]?.[0]?.kept(8)
  deepEqual(told, ['laptop', 'phone', 'bob'])
})

test('where a tombstone came, whose clocks cannot be seen, everybody is told', async () => {
  const { batches, openDocument, keep } = setUp()
  const document = openDocument('A')
  const told: string[] = []
  const bobs = { identity: bob, wantsAck: true, hasSynced: true, outlet: { send: () => told.push('bob') } }
  document.sockets.add(bobs as unknown as SyncSocket)
  const a = openMember(alice, document.name)
  a.erase(a.say('said and taken back'))
  equal((await document.log.admit(Y.encodeStateAsUpdate(a.log.doc), null)).ok, true)
  keep.add(document, document.admitted)
  keep()
  for (const row of batches.flat()) row.kept(1)
  deepEqual(told, ['bob'])
})
