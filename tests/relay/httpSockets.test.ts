import * as encoding from 'lib0/encoding'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as syncProtocol from 'y-protocols/sync'
import * as Y from 'yjs'
import * as api from '../../shared/src/api/index.ts'
import { monthName, monthOf, type DocumentName } from '../../shared/src/room/documentName.ts'
import { openMember } from '../../shared/src/room/logMember.fixture.ts'
import { callRoute } from './callRoute.ts'
import { followInbox } from './followInbox.ts'
import { openTestRelay, type TestRelay } from './openTestRelay.ts'
import { befriend, identityNamed, logInPerson, provePassword, signUpPerson } from './testPerson.ts'

/** The whole relay, composed: what its HTTP side decides, its sockets do. */

let relay: TestRelay
let people = 0
beforeAll(async () => {
  relay = await openTestRelay()
})
afterAll(() => relay.close())

const friends = async () => {
  people += 1
  const alice = await signUpPerson(relay, `alice${people}`)
  const bob = await signUpPerson(relay, `bob${people}`)
  const { room } = await befriend(relay, alice, bob)
  return { alice, bob, room, document: monthName(room, monthOf(Date.now())) }
}
interface Opened {
  readonly socket: WebSocket
  /** The close code, whenever it comes; the HTTP status where there was no handshake. */
  readonly closed: Promise<number>
}
const open = async (
  document: DocumentName,
  headers: Record<string, string>,
  protocols: string[] = [],
): Promise<Opened> => {
  const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/sync/${document}?ack=1`, protocols, { headers })
  const closed = new Promise<number>(resolve => {
    socket.on('close', resolve)
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
    // A refused handshake is an error too; its status has been taken.
    socket.on('error', () => undefined)
  })
  await Promise.race([new Promise(resolve => socket.once('message', resolve)), closed])
  return { socket, closed }
}
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const write = ({ socket }: Opened, handle: string, document: DocumentName) => {
  const member = openMember(identityNamed(handle), document)
  member.say('안녕')
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  syncProtocol.writeUpdate(encoder, member.update())
  socket.send(encoding.toUint8Array(encoder))
}

test('what a member writes is kept, positioned, told to the other, and answered by HTTP', async () => {
  const { alice, bob, room, document } = await friends()
  const inbox = await followInbox(relay.origin, bob.token)
  await inbox.until('ready')
  const opened = await open(document, bearer(alice.token))
  write(opened, alice.handle, document)
  const told = (await inbox.until('document')).at(-1)
  const listed = await callRoute(relay.app, api.listDocuments, { token: bob.token, params: { room } })
  expect(told).toEqual({ type: 'document', document: listed.value.documents[0] })
  expect(listed.value.documents).toMatchObject([{ name: document }])

  const answer = await fetch(`${relay.origin}/sync/${document}`, { headers: bearer(bob.token) })
  const doc = new Y.Doc()
  Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()))
  expect(doc.getArray('log')).toHaveLength(1)
  const outsider = await signUpPerson(relay, `outsider${people}`)
  for (const [headers, status] of [
    [bearer(outsider.token), 404],
    [{}, 401],
  ] as const)
    expect((await fetch(`${relay.origin}/sync/${document}`, { headers })).status).toBe(status)
  opened.socket.close()
  await inbox.close()
})

test('cookie with our origin, bearer, and ticket open a socket; foreign pages, outsiders and nobody do not', async () => {
  const { alice, document } = await friends()
  const { value } = await callRoute(relay.app, api.issueTicket, { token: alice.token })
  const cookie = `sarangbang-session=${alice.token}`
  const good = [
    await open(document, { cookie, origin: relay.origin }),
    await open(document, bearer(alice.token)),
    await open(document, {}, [`ticket.${value.ticket}`]),
  ]
  for (const { socket } of good) {
    expect(socket.readyState).toBe(WebSocket.OPEN)
    socket.close()
  }
  const outsider = await signUpPerson(relay, `stranger${people}`)
  expect(await (await open(document, { cookie, origin: 'https://evil.example' })).closed).toBe(403)
  expect(await (await open(document, bearer(outsider.token))).closed).toBe(api.closeCodes.notAMember)
  expect(await (await open(document, {})).closed).toBe(api.closeCodes.unauthenticated)
})

test('[A7] ending a session closes its sockets and no others', async () => {
  const { alice, document } = await friends()
  const phone = await logInPerson(relay, alice.handle, alice.password)
  const [mine, theirs] = [await open(document, bearer(alice.token)), await open(document, bearer(phone.token))]
  await callRoute(relay.app, api.logout, { token: phone.token })
  expect(await theirs.closed).toBe(api.closeCodes.unauthenticated)
  expect(mine.socket.readyState).toBe(WebSocket.OPEN)
  mine.socket.close()
})

test('[A4] withdrawal closes the own sockets; the friend keeps the room until the last one leaves', async () => {
  const { alice, bob, room, document } = await friends()
  const [mine, theirs] = [await open(document, bearer(alice.token)), await open(document, bearer(bob.token))]
  const inbox = await followInbox(relay.origin, bob.token)
  await inbox.until('ready')
  write(mine, alice.handle, document)
  await inbox.until('document')
  const withdraw = async ({ token, handle, password }: typeof alice) =>
    callRoute(relay.app, api.withdrawAccount, { token, body: (await provePassword(relay, handle, password))! })
  await withdraw(alice)
  expect(await mine.closed).toBeGreaterThanOrEqual(4400)
  expect(theirs.socket.readyState).toBe(WebSocket.OPEN)
  expect(await relay.store.documents.positions(room)).toHaveLength(1)
  await withdraw(bob)
  expect(await theirs.closed).toBeGreaterThanOrEqual(4400)
  expect(await relay.store.documents.positions(room)).toEqual([])
})

test('[O3] a stopping relay tells its sockets to come back', async () => {
  const { alice, document } = await friends()
  const opened = await open(document, bearer(alice.token))
  const startMs = performance.now()
  relay = await relay.restart()
  expect(await opened.closed).toBe(api.closeCodes.stopping)
  expect(performance.now() - startMs).toBeLessThan(5000)
})
