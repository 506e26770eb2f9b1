import { deepEqual, equal, match, ok } from 'node:assert/strict'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { alice, bob, vandal } from '@sarangbang/shared/room/logMember.fixture.ts'
import { afterEach, beforeEach, test } from 'vitest'
import { maxSignalFrameBytes } from '../../relay/src/signal/signalLimits.ts'
import { bearerOf, codeName, month, openRaw, openSyncRelay, origin, until, type SyncRelay } from './syncFixture.ts'

let relay: SyncRelay
let open: { close(): unknown }[] = []
beforeEach(async () => {
  relay = await openSyncRelay()
})
afterEach(async () => {
  for (const thing of open) thing.close()
  open = []
  await relay.close()
})

const room = month.slice(0, 22) as RoomId
const join = (person = alice, headers: Record<string, string> = bearerOf(person)) => {
  const raw = openRaw(`${relay.url}/signal`, headers)
  open.push({ close: () => raw.socket.terminate() })
  const heard: { type: string; topic?: string; data?: unknown; clients?: number }[] = []
  raw.socket.on('message', data => heard.push(JSON.parse(String(data))))
  return { ...raw, heard, say: (message: unknown) => raw.socket.send(JSON.stringify(message)) }
}
type Peer = ReturnType<typeof join>
/** Everything said before has been dealt with: a socket's messages are answered in order. */
const settled = async (peer: Peer) => {
  await peer.opened
  const before = peer.heard.filter(({ type }) => type === 'pong').length
  peer.say({ type: 'ping' })
  await until('pong', () => peer.heard.filter(({ type }) => type === 'pong').length > before)
}
const subscribed = async (person = alice, topics: readonly string[] = [month]): Promise<Peer> => {
  const peer = join(person)
  await peer.opened
  peer.say({ type: 'subscribe', topics })
  await settled(peer)
  return peer
}
const published = ({ heard }: Peer) => heard.filter(({ type }) => type === 'publish')

test('what a member publishes reaches the other members of the topic, and not itself', async () => {
  const [a, b, elsewhere] = [await subscribed(alice), await subscribed(bob), await subscribed(bob, [room])]
  a.say({ type: 'publish', topic: month, data: { type: 'announce', from: 'a' } })
  b.say({ type: 'publish', topic: month, data: 'c2VhbGVk' })
  await until('both', () => published(a).length === 1 && published(b).length === 1)
  deepEqual(published(b), [{ type: 'publish', topic: month, data: { type: 'announce', from: 'a' }, clients: 2 }])
  deepEqual(published(a)[0]?.data, 'c2VhbGVk')
  await settled(elsewhere)
  equal(published(elsewhere).length, 0)
})

test('an outsider neither hears nor says anything, and is not told why', async () => {
  const [a, outsider] = [await subscribed(alice), await subscribed(vandal, [month, room, 'no document', ''])]
  outsider.say({ type: 'publish', topic: month, data: { from: 'outsider' } })
  await settled(outsider)
  a.say({ type: 'publish', topic: month, data: { from: 'a' } })
  await settled(a)
  await settled(outsider)
  equal(published(a).length, 0)
  equal(published(outsider).length, 0)
})

test('publishing needs a subscription, and ends with it', async () => {
  const [a, b] = [await subscribed(alice), await subscribed(bob)]
  b.say({ type: 'unsubscribe', topics: [month] })
  b.say({ type: 'publish', topic: month, data: {} })
  await settled(b)
  a.say({ type: 'publish', topic: month, data: {} })
  await settled(a)
  await settled(b)
  equal(published(a).length, 0)
  equal(published(b).length, 0)
})

test('a removed member hears no more of that room, and keeps the socket for the others', async () => {
  const [a, b] = [await subscribed(alice), await subscribed(bob)]
  relay.revoke({ kind: 'member', account: bob.account, room })
  a.say({ type: 'publish', topic: month, data: {} })
  b.say({ type: 'subscribe', topics: [month] })
  b.say({ type: 'publish', topic: month, data: {} })
  await settled(a)
  await settled(b)
  equal(published(a).length + published(b).length, 0)
  relay.revoke({ kind: 'session', account: bob.account, session: 's1' })
  equal(codeName(await b.closed), 'unauthenticated')
  equal(a.socket.readyState, 1)
})

test('no session, an expired ticket, a cookie without an origin, a foreign origin: nothing', async () => {
  equal(codeName(await join(alice, {}).closed), 'unauthenticated')
  equal(codeName(await join(alice, { cookie: `${alice.account}.s1` }).closed), 'unauthenticated')
  const expired = openRaw(`${relay.url}/signal`, { origin }, ['ticket.expired'])
  equal(codeName(await expired.closed), 'ticketExpired')
  const foreign = openRaw(`${relay.url}/signal`, { ...bearerOf(alice), origin: 'https://evil.example' })
  match(await new Promise<string>(resolve => foreign.socket.once('error', error => resolve(error.message))), /403/)
})

for (const [what, frame] of Object.entries({
  'no JSON': '{',
  'no object': '["publish"]',
  'a binary frame': Uint8Array.from([1, 2, 3]),
})) {
  test(`closes its socket and no other: ${what}`, async () => {
    const [a, b] = [await subscribed(alice), await subscribed(bob)]
    b.socket.send(frame)
    equal(codeName(await b.closed), 'refused')
    await settled(a)
  })
}

test('messages of a newer protocol are passed over up to a number; a frame over 64 KiB is not read', async () => {
  const a = await subscribed(alice)
  for (let i = 0; i < 20; i++) a.say({ type: 'dance', i })
  await settled(a)
  a.say({ type: 'publish', topic: 7 })
  equal(codeName(await a.closed), 'refused')
  const b = await subscribed(bob)
  b.say({ type: 'publish', topic: month, data: 'x'.repeat(maxSignalFrameBytes) })
  equal(await b.closed, 1009)
})

test('who leaves is forgotten, and a stopping relay says 4503', async () => {
  const [a, b] = [await subscribed(alice), await subscribed(bob)]
  b.socket.close()
  await b.closed
  a.say({ type: 'publish', topic: month, data: {} })
  await settled(a)
  const stopped = relay.stop()
  equal(codeName(await a.closed), 'stopping')
  ok(await stopped)
})
