import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import { alice } from '@sarangbang/shared/room/logMember.fixture.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { expect, test } from 'vitest'
import { makeKept } from './kept.ts'
import { aliceAndBob, entryId, sessionNonce } from './roomBench.fixture.ts'
import { makeRoomUnkept } from './roomUnkept.ts'
import type { JournalRecord } from './store/journal.ts'

const document = `${aliceAndBob.id}.2026-05` as DocumentName
const session = sessionNonce('one')
const client = clientIdOf(document, alice.account, session)
const recordOf = (id: string, clocks: readonly (number | null)[]): JournalRecord => ({
  id: entryId(id),
  room: aliceAndBob.id,
  parts: clocks.map(clock => ({
    document,
    kind: 'sealed',
    plain: new Uint8Array(),
    place: clock === null ? null : { session, clock },
  })),
  writtenMs: 0,
})

test('a record is let go of when all of its parts are on somebody else’s disk, and not before', () => {
  const kept = makeKept()
  const unkept = makeRoomUnkept(alice.account, () => kept)
  unkept.set(recordOf('both', [0, 1]))
  unkept.set(recordOf('unstamped', [null]))
  kept.merge(new Map([[client, 1]]))
  expect(unkept.settle()).toEqual([])
  kept.merge(new Map([[client, 2]]))
  expect(unkept.settle()).toEqual([entryId('both')])
  expect([...unkept.records.value.keys()]).toEqual([entryId('unstamped')])
})

test('stamped again it waits for its new place; taken back it waits for nothing', () => {
  const kept = makeKept(new Map([[client, 1]]))
  const unkept = makeRoomUnkept(alice.account, () => kept)
  unkept.set(recordOf('again', [0]))
  unkept.set(recordOf('again', [5]))
  expect(unkept.settle()).toEqual([])
  unkept.forget(entryId('again'))
  expect(unkept.records.value.size).toBe(0)
})

test('what is not open here is not known to be kept', () => {
  const unkept = makeRoomUnkept(alice.account, () => null)
  expect(unkept.isKept({ document, session, clock: 0 })).toBe(false)
})

test('[C3] a record whose key nobody else has stays, and shows no tick of being kept', () => {
  const kept = makeKept(new Map([[client, 2]]))
  let isKeyKept = false
  const unkept = makeRoomUnkept(
    alice.account,
    () => kept,
    () => true,
    (name, at, clock) => isKeyKept && name === document && at === client && clock === 1,
  )
  unkept.set(recordOf('sealed', [1]))
  expect(unkept.settle()).toEqual([])
  expect(unkept.isKept({ document, session, clock: 1 })).toBe(false)
  isKeyKept = true
  expect(unkept.isKept({ document, session, clock: 1 })).toBe(true)
  expect(unkept.settle()).toEqual([entryId('sealed')])
})
