import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as api from '../../shared/src/api/index.ts'
import { headName, monthName, type Month } from '../../shared/src/room/documentName.ts'
import type { RoomId } from '../../shared/src/crypto/ids.ts'
import { callRoute } from './callRoute.ts'
import { followInbox } from './followInbox.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import { befriend, logInPerson, newNonce, provePassword, signUpPerson, type TestPerson } from './testPerson.ts'

let relay: TestRelay
let people = 0
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const newPerson = () => signUpPerson(relay, `person${(people += 1)}`)
const friends = async () => {
  const [alice, bob] = [await newPerson(), await newPerson()]
  return { alice, bob, ...(await befriend(relay, alice, bob)) }
}
const follow = (who: Pick<TestPerson, 'token'>, lastId?: string) => followInbox(relay.origin, who.token, lastId)
const setMarker = (who: TestPerson, room: RoomId, replaces: number) =>
  callRoute(relay.app, api.setMarker, { token: who.token, params: { room }, body: { replaces, sealed: 'x' } })

describe('the inbox stream', () => {
  test('begins with a snapshot: hello, everything there is, ready', async () => {
    const { alice, bob, room, connection } = await friends()
    const document = headName(room)
    await relay.store.documents.append([{ document, bytes: new Uint8Array([1]), erases: false }])
    await setMarker(bob, room, 0)
    const inbox = await follow(alice)
    const messages = await inbox.until('ready')
    expect(messages[0]).toMatchObject({ type: 'hello', snapshot: true })
    expect(messages.map(({ type }) => type)).toEqual([
      'hello',
      'room',
      'room',
      'connection',
      'document',
      'marker',
      'ready',
    ])
    expect(messages.find(({ type }) => type === 'connection')).toMatchObject({
      connection: { id: connection.id, asked: 'me' },
    })
    expect(messages.find(({ type }) => type === 'document')).toMatchObject({ document: { name: document } })
    expect(messages.find(({ type }) => type === 'marker')).toMatchObject({ marker: { account: bob.keys.account } })
    await inbox.close()
  })

  test('[P2] a request and its answer are live on every device of both', async () => {
    const [alice, bob] = [await newPerson(), await newPerson()]
    const second = await logInPerson(relay, alice.handle, alice.password)
    const streams = await Promise.all([follow(alice), follow(second), follow(bob)])
    for (const stream of streams) await stream.until('ready')
    const body = { kind: 'friend', handle: bob.handle, nonce: newNonce() }
    const { value } = await callRoute(relay.app, api.requestConnection, { token: alice.token, body })
    for (const stream of streams)
      expect((await stream.until('connection')).at(-1)).toMatchObject({
        connection: { id: value.id, state: 'requested' },
      })
    await callRoute(relay.app, api.acceptConnection, { token: bob.token, params: { id: value.id } })
    for (const stream of streams) {
      const told = await stream.until('connection')
      // The room is there before the connection names it.
      expect(told.map(({ type }) => type)).toEqual(['room', 'connection'])
      expect(told[1]).toMatchObject({ connection: { state: 'accepted' } })
      await stream.close()
    }
  })

  test('goes on where it was after Last-Event-ID, with the newest of each thing', async () => {
    const { alice, bob, room } = await friends()
    const first = await follow(alice)
    await first.until('ready')
    await setMarker(bob, room, 0)
    await first.until('marker')
    await first.close()
    for (let version = 1; version <= 5; version++) await setMarker(bob, room, version)
    for (const lastId of [first.lastId(), `?after=${first.lastId()}`]) {
      const again = await follow(alice, lastId)
      const messages = await again.until('ready')
      expect(messages[0]).toMatchObject({ type: 'hello', snapshot: false })
      expect(messages.slice(1, -1)).toMatchObject([{ type: 'marker', marker: { version: 6 } }])
      await again.close()
    }
  })

  test('starts with a snapshot after an id it does not know: of another start, of the future, made up', async () => {
    const { alice } = await friends()
    const first = await follow(alice)
    await first.until('ready')
    await first.close()
    const [boot] = first.lastId().split('-')
    const known = await follow(alice, first.lastId())
    expect((await known.until('hello'))[0]).toMatchObject({ snapshot: false })
    await known.close()
    for (const id of ['x', `${boot}-`, `${boot}-0`, `${boot}-99999999`, `${boot}-1e3`, 'other-1', `${boot}--1`]) {
      const again = await follow(alice, id)
      expect([id, (await again.until('hello'))[0]]).toEqual([id, expect.objectContaining({ snapshot: true })])
      await again.close()
    }
  })

  test('tells positions of documents once a turn, the newest, to members alone', async () => {
    const { alice, bob, room } = await friends()
    const outsider = await newPerson()
    const [mine, theirs] = [await follow(alice), await follow(outsider)]
    await mine.until('ready')
    await theirs.until('ready')
    for (const position of [1, 3, 2]) relay.publishPosition(headName(room), position)
    relay.publishPosition(monthName(room, '2026-11' as Month), 4)
    const told = [...(await mine.until('document')), ...(await mine.until('document'))]
    expect(told).toEqual([
      { type: 'document', document: { name: headName(room), position: 3 } },
      { type: 'document', document: { name: monthName(room, '2026-11' as Month), position: 4 } },
    ])
    // Whatever had come for the outsider would have come before this.
    await callRoute(relay.app, api.requestConnection, {
      token: bob.token,
      body: { kind: 'friend', handle: outsider.handle, nonce: newNonce() },
    })
    expect((await theirs.until('connection')).map(({ type }) => type)).toEqual(['connection'])
    await Promise.all([mine.close(), theirs.close()])
  })

  test('[A7] of two sessions the one that is ended is told and its stream closes; the other goes on', async () => {
    const alice = await newPerson()
    const phone = await logInPerson(relay, alice.handle, alice.password)
    const [mine, theirs] = [await follow(alice), await follow(phone)]
    await mine.until('ready')
    await theirs.until('ready')
    const { sessions } = (await callRoute(relay.app, api.listSessions, { token: alice.token })).value
    const { id } = sessions.find(({ current }) => !current)!
    await callRoute(relay.app, api.endSession, { token: alice.token, params: { id } })
    expect(await theirs.untilEnd()).toEqual([{ type: 'session-ended' }])
    const body = { kind: 'friend', handle: alice.handle, nonce: newNonce() }
    await callRoute(relay.app, api.requestConnection, { token: (await newPerson()).token, body })
    expect((await mine.until('connection')).map(({ type }) => type)).toEqual(['connection'])
    await mine.close()
  })

  test('[A4] withdrawal ends the own streams and tells the friend: connection ended, room without the other', async () => {
    const { alice, bob, room, connection } = await friends()
    const [mine, theirs] = [await follow(alice), await follow(bob)]
    await mine.until('ready')
    await theirs.until('ready')
    const body = (await provePassword(relay, alice.handle, alice.password))!
    await callRoute(relay.app, api.withdrawAccount, { token: alice.token, body })
    expect(await mine.untilEnd()).toEqual([{ type: 'session-ended' }])
    const told = await theirs.until('room')
    expect(told[0]).toMatchObject({ type: 'connection', connection: { id: connection.id, state: 'ended' } })
    expect(told[1]).toMatchObject({ type: 'room', room: { id: room, members: [bob.person] } })
    await theirs.close()
  })

  test('the seventeenth stream of an account closes the oldest', async () => {
    const alice = await newPerson()
    const streams = []
    for (let i = 0; i < 17; i++) {
      const stream = await follow(alice)
      await stream.until('ready')
      streams.push(stream)
    }
    expect(await streams[0]!.untilEnd()).toEqual([])
    const body = { kind: 'friend', handle: alice.handle, nonce: newNonce() }
    await callRoute(relay.app, api.requestConnection, { token: (await newPerson()).token, body })
    expect(await streams[1]!.until('connection')).toHaveLength(1)
    for (const stream of streams) await stream.close()
  })

  test('needs a session', async () => {
    await expect(follow({ token: 'A'.repeat(43) })).rejects.toThrow('401')
  })

  test('what happens while the snapshot is told comes after it', async () => {
    const { alice } = await friends()
    const carol = await newPerson()
    const { connections } = relay.store
    const openOf = connections.openOf.bind(connections)
    let goOn = () => {}
    const paused = new Promise<void>(resolve => (goOn = resolve))
    const reading = vi.spyOn(connections, 'openOf').mockImplementationOnce(async account => {
      await paused
      return openOf(account)
    })
    const inbox = await follow(alice)
    await vi.waitFor(() => expect(reading).toHaveBeenCalled())
    // The snapshot has read its rooms: this one is not among them.
    const { room } = await befriend(relay, carol, alice)
    goOn()
    const snapshot = await inbox.until('ready')
    expect(snapshot.filter(message => message.type === 'room').map(message => message.room.id)).not.toContain(room)
    await callRoute(relay.app, api.logout, { token: alice.token })
    expect((await inbox.untilEnd()).map(message => (message.type === 'room' ? message.room.id : message.type))).toEqual(
      ['connection', room, 'connection', 'session-ended'],
    )
  })
})
