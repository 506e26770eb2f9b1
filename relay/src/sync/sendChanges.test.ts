import { deepEqual, equal } from 'node:assert/strict'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { headName } from '@sarangbang/shared/room/documentName.ts'
import { alice, openMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { afterEach, beforeEach, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { HotDocument, SyncSocket } from './hotDocument.ts'
import { loadDocument } from './loadDocument.ts'
import { readMessage } from './readMessage.ts'
import { makeSendChanges } from './sendChanges.ts'
import { syncLimits } from './syncLimits.ts'
import type { SyncParts } from './syncParts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setUp = (letter = 'A', send?: ReturnType<typeof makeSendChanges>) => {
  const parts = { limits: syncLimits, steadyMs: () => Date.now(), now: () => Date.now() } as SyncParts
  const loaded = loadDocument(
    headName(letter.repeat(22) as RoomId),
    { updates: [], position: 0, holdsErased: false },
    () => true,
    parts,
    () => {},
  )
  if (!loaded.ok) throw new Error('an empty document loads')
  const document: HotDocument = loaded.value
  const frames: Buffer[] = []
  const reader = { isBehind: false, outlet: { send: (frame: Buffer) => frames.push(frame) } }
  document.sockets.add(reader as unknown as SyncSocket)
  const member = openMember(alice, document.name)
  const sends = send ?? makeSendChanges(parts)
  return {
    document,
    frames,
    sends,
    async say() {
      const before = Y.encodeStateVector(member.log.doc)
      member.say('hello')
      const admitted = await document.log.admit(Y.encodeStateAsUpdate(member.log.doc, before), null)
      equal(admitted.ok, true)
      sends(document, document.admitted)
      document.admitted = []
    },
    /** What a reader of the frames has. */
    read() {
      const doc = new Y.Doc()
      for (const frame of frames) {
        const message = readMessage(frame.subarray((frame[1] ?? 0) < 126 ? 2 : 4))
        if (message.ok && message.value.type === 'update') Y.applyUpdate(doc, message.value.update)
      }
      return Y.getState(doc.store, member.log.doc.clientID)
    },
  }
}

test('the first goes out at once; what follows within 4 ms as one frame when they are over', async () => {
  const { say, frames, read } = setUp()
  await say()
  equal(frames.length, 1)
  await vi.advanceTimersByTimeAsync(1)
  for (let n = 0; n < 5; n++) await say()
  await vi.advanceTimersByTimeAsync(syncLimits.fanOutEveryMs - 2)
  equal(frames.length, 1)
  await vi.advanceTimersByTimeAsync(1)
  deepEqual([frames.length, read()], [2, 6])
  await vi.advanceTimersByTimeAsync(syncLimits.fanOutEveryMs)
  await say()
  deepEqual([frames.length, read()], [3, 7])
})

test('a document that is quiet does not wait for one that is not', async () => {
  const busy = setUp('A')
  const quiet = setUp('C', busy.sends)
  await busy.say()
  await busy.say()
  await quiet.say()
  deepEqual([busy.frames.length, quiet.frames.length], [1, 1])
})

test('who stops the relay sends what is held; a document that is gone sends nothing', async () => {
  const one = setUp('A')
  const other = setUp('C', one.sends)
  for (const { say } of [one, one, other, other]) await say()
  other.document.isGone = true
  one.sends.flush()
  deepEqual([one.frames.length, other.frames.length], [2, 1])
  equal(vi.getTimerCount(), 0)
})
