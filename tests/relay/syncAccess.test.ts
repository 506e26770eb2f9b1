import { deepEqual, equal, match } from 'node:assert/strict'
import { closeCodes } from '@sarangbang/shared/api/socket.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { alice, bob, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { encodeStateVector } from 'yjs'
import {
  bearerOf,
  codeName,
  connect,
  month,
  openRaw,
  openSyncRelay,
  origin,
  until,
  type RawSocket,
  type SyncRelay,
} from './syncFixture.ts'

let relay: SyncRelay
beforeEach(async () => {
  relay = await openSyncRelay()
})
afterEach(() => relay.close())

const room = month.slice(0, 22) as RoomId
const at = (name: string) => `${relay.url}/sync/${name}`
/** What becomes of a socket that should be refused: it must hear nothing but the close code. */
const refusal = async ({ frames, closed }: RawSocket): Promise<string> => {
  const code = await closed
  equal(frames.length, 0)
  return codeName(code)
}

test('an outsider with an account gets no document, and cannot tell a room from none', async () => {
  equal(await refusal(openRaw(at(month), bearerOf(vandal))), 'notAMember')
  equal(await refusal(openRaw(at('CCCCCCCCCCCCCCCCCCCCCC'), bearerOf(vandal))), 'notAMember')
})

test('without a session, or with one that has ended, there is nothing', async () => {
  equal(await refusal(openRaw(at(month))), 'unauthenticated')
  equal(await refusal(openRaw(at(month), { authorization: 'Bearer nonsense' })), 'unauthenticated')
})

test('a ticket opens a socket and is answered as the chosen subprotocol; an expired one is told so', async () => {
  const raw = openRaw(at(month), { origin }, ['other', `ticket.${alice.account}.s1`])
  await raw.opened
  equal(raw.socket.protocol, `ticket.${alice.account}.s1`)
  await until('step 1', () => raw.frames.length > 0)
  raw.socket.terminate()
  equal(await refusal(openRaw(at(month), { origin }, ['ticket.expired'])), 'ticketExpired')
})

test('a cookie works from our own origin alone: not from a foreign one, and not without one', async () => {
  const cookie = `${alice.account}.s1`
  const own = openRaw(at(month), { origin, cookie })
  await own.opened
  await until('step 1', () => own.frames.length > 0)
  own.socket.terminate()
  equal(await refusal(openRaw(at(month), { cookie })), 'unauthenticated')
  for (const foreign of ['https://evil.example', 'null', `${origin}.evil.example`]) {
    const raw = openRaw(at(month), { origin: foreign, cookie })
    const refused = new Promise<string>(resolve => raw.socket.once('error', error => resolve(error.message)))
    match(await refused, /403/)
    equal(raw.frames.length, 0)
  }
})

test('a name that is no document, or a month out of bounds, is refused for good', async () => {
  for (const name of ['', 'x', `${month}x`, `${room}.2008-12`, `${room}.2026-13`, `${month}%00`])
    equal(await refusal(openRaw(at(name), bearerOf(alice))), 'badDocument', name)
})

test('a month that has not begun is refused for now: it will begin, or a clock that is wrong is put right', async () => {
  for (const ahead of ['2026-07', '2027-05', '9999-12'])
    equal(await refusal(openRaw(at(`${room}.${ahead}`), bearerOf(alice))), 'overload', ahead)
})

test('any other path is no socket', async () => {
  const raw = openRaw(`${relay.url}/api/inbox`, bearerOf(alice))
  match(await new Promise<string>(resolve => raw.socket.once('error', error => resolve(error.message))), /404/)
})

test('a member removed, a session ended or an account withdrawn is cut at once; the others stay', async () => {
  const sockets = {
    phone: openRaw(at(month), bearerOf(alice, 'phone')),
    desk: openRaw(at(month), bearerOf(alice, 'desk')),
    bob: openRaw(at(month), bearerOf(bob)),
  }
  await until('all open', () => Object.values(sockets).every(({ frames }) => frames.length > 0))
  relay.revoke({ kind: 'session', account: alice.account, session: 'phone' })
  equal(codeName(await sockets.phone.closed), 'unauthenticated')
  equal(sockets.desk.socket.readyState, 1)
  relay.revoke({ kind: 'member', account: bob.account, room: 'CCCCCCCCCCCCCCCCCCCCCC' as RoomId })
  equal(sockets.bob.socket.readyState, 1)
  relay.revoke({ kind: 'member', account: bob.account, room })
  equal(codeName(await sockets.bob.closed), 'notAMember')
  relay.revoke({ kind: 'account', account: alice.account })
  equal(codeName(await sockets.desk.closed), 'unauthenticated')
})

test('[A7] what ends while its session is being looked up opens no socket, of documents or of signaling', async () => {
  const asked: (() => void)[] = []
  await relay.close()
  relay = await openSyncRelay({ slowly: () => new Promise(resolve => asked.push(resolve)) })
  const open = (session: string) =>
    [`/sync/${month}`, '/signal'].map(path => openRaw(`${relay.url}${path}`, bearerOf(alice, session)))
  const [phone, desk] = [open('phone'), open('desk')]
  await until('all are being looked up', () => asked.length === 4)
  relay.revoke({ kind: 'session', account: alice.account, session: 'phone' })
  relay.revoke({ kind: 'session', account: bob.account, session: 'desk' })
  for (const answer of asked.splice(0)) answer()
  for (const socket of phone) equal(await refusal(socket), 'unauthenticated')
  await until('the other session is let in', () => desk[0]?.frames.length === 1)

  const late = open('tablet')
  await until('both are being looked up', () => asked.length === 2)
  relay.revoke({ kind: 'account', account: alice.account })
  for (const answer of asked.splice(0)) answer()
  for (const socket of late) equal(await refusal(socket), 'unauthenticated')
})

test('a removed member hears nothing of what is written afterwards, and y-websocket stays away', async () => {
  const a = connect(relay, alice)
  const b = connect(relay, bob)
  const closes: number[] = []
  b.provider.on('closed', ({ code }) => closes.push(code))
  a.say('before')
  await until('bob has it', () => b.count() === 1)
  relay.revoke({ kind: 'member', account: bob.account, room })
  a.say('after')
  await until('bob is told', () => closes.length === 1)
  deepEqual(closes, [closeCodes.notAMember])
  equal(b.provider.shouldConnect, false)
  equal(b.count(), 1)
  a.close()
  b.close()
})

test('GET /sync: what a member lacks as one update; nothing for anybody else', async () => {
  const a = connect(relay, alice, { ack: true })
  for (let i = 0; i < 20; i++) a.say(`message ${i}`)
  await until('kept', () => a.kept.get(a.log.doc.clientID) === 20)
  const all = await relay.sockets.answerSync(bob.account, month, undefined)
  expect(all.ok && all.value.length).toBeGreaterThan(4000)
  const nothing = await relay.sockets.answerSync(bob.account, month, stateVectorOf(a))
  deepEqual(nothing, { ok: true, value: new Uint8Array([0, 0]) })
  deepEqual(await relay.sockets.answerSync(vandal.account, month, ''), { ok: false, error: { kind: 'not-a-member' } })
  for (const [name, sv] of [
    ['x', ''],
    [month, '!'],
    [`${room}.1999-01`, ''],
  ] as const)
    deepEqual(await relay.sockets.answerSync(bob.account, name, sv), { ok: false, error: { kind: 'request-invalid' } })
  a.close()
})

const stateVectorOf = ({ log }: ReturnType<typeof connect>): string =>
  Buffer.from(encodeStateVector(log.doc)).toString('base64url')
