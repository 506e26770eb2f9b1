import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import type { RoomId } from '../../shared/src/crypto/ids.ts'
import { headName, monthName, type Month } from '../../shared/src/room/documentName.ts'
import { callRoute } from './callRoute.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import { befriend, signUpPerson, type TestPerson } from './testPerson.ts'

let relay: TestRelay
let alice: TestPerson
let bob: TestPerson
let outsider: TestPerson
let room: RoomId
beforeAll(async () => {
  relay = await openTestRelay()
  ;[alice, bob, outsider] = [
    await signUpPerson(relay, 'alice'),
    await signUpPerson(relay, 'bob'),
    await signUpPerson(relay, 'outsider'),
  ]
  room = (await befriend(relay, alice, bob)).room
})
afterAll(() => relay.close())

const setMarker = (who: TestPerson, replaces: number, sealed: string, inRoom: string = room) =>
  callRoute(relay.app, api.setMarker, { token: who.token, params: { room: inRoom }, body: { replaces, sealed } })
const documents = (who: TestPerson, inRoom: string = room) =>
  callRoute(relay.app, api.listDocuments, { token: who.token, params: { room: inRoom } })

test('a room lists its documents with growing positions', async () => {
  expect((await documents(alice)).value).toEqual({ documents: [], markers: [] })
  const names = [headName(room), monthName(room, '2026-11' as Month)]
  const append = (document: string) => ({ document: document as never, bytes: new Uint8Array([1]), erases: false })
  await relay.store.documents.append(names.map(append))
  const first = (await documents(bob)).value.documents
  expect(first.map(({ name }) => name)).toEqual(names)
  await relay.store.documents.append([append(names[1]!)])
  const second = (await documents(bob)).value.documents
  expect(second[0]).toEqual(first[0])
  expect(second[1]!.position).toBeGreaterThan(first[1]!.position)
})

test('a marker replaces the version it names; a conflict says what stands', async () => {
  expect((await setMarker(alice, 0, 'one')).value).toEqual({ account: alice.keys.account, version: 1, sealed: 'one' })
  const stale = await setMarker(alice, 0, 'stale')
  expect([stale.status, stale.problem.kind]).toEqual([409, 'marker-conflict'])
  expect(stale.problem.current).toEqual({ account: alice.keys.account, version: 1, sealed: 'one' })
  expect((await setMarker(alice, 1, 'two')).value.version).toBe(2)
  expect((await setMarker(bob, 0, 'bobs')).value.version).toBe(1)
  expect((await setMarker(bob, 7, 'ahead')).problem.kind).toBe('marker-conflict')
  const { markers } = (await documents(alice)).value
  expect(new Set(markers.map(({ sealed }) => sealed))).toEqual(new Set(['two', 'bobs']))
})

test('a device whose marker the relay never had learns that there is none', async () => {
  const self = (await callRoute(relay.app, api.listRooms, { token: alice.token })).value.rooms.find(
    ({ kind }) => kind === 'self',
  )!
  const refused = await setMarker(alice, 3, 'x', self.id)
  expect([refused.problem.kind, refused.problem.current]).toEqual(['marker-conflict', null])
})

test('of two devices writing at once exactly one wins', async () => {
  const { version } = (await documents(alice)).value.markers.find(({ account }) => account === alice.keys.account)!
  const answers = await Promise.all(['a', 'b', 'c'].map(sealed => setMarker(alice, version, sealed)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
})

test.each([-1, 0.5, Number.MAX_SAFE_INTEGER + 1])('a version is a whole number from 0, not %d', async replaces => {
  expect((await setMarker(alice, replaces, 'x')).problem.kind).toBe('request-invalid')
})

test('an outsider learns nothing: not of documents, not of markers, not that the room exists', async () => {
  const nowhere = 'A'.repeat(22)
  for (const [there, absent] of [
    [await documents(outsider), await documents(outsider, nowhere)],
    [await setMarker(outsider, 0, 'x'), await setMarker(outsider, 0, 'x', nowhere)],
  ] as const) {
    expect([there.status, there.problem.kind]).toEqual([404, 'not-a-member'])
    expect(there.text).toBe(absent.text)
  }
  const { rooms } = (await callRoute(relay.app, api.listRooms, { token: outsider.token })).value
  expect(rooms.map(({ kind }) => kind)).toEqual(['self'])
})
