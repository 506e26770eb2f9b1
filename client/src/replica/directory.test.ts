import type { Connection, InboxMessage, Room } from '@sarangbang/shared/api/index.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { expect, test } from 'vitest'
import { emptyDirectory, openDirectory } from './directory.ts'

const roomMessage = (id: string): InboxMessage => ({
  type: 'room',
  room: { id: id as RoomId, kind: 'direct', nonce: '', members: [], createdMs: 0 } satisfies Room,
})
const hello = (snapshot: boolean): InboxMessage => ({ type: 'hello', nowMs: 0, snapshot })

test('a snapshot takes over whole, and only when it is complete', () => {
  const saved: number[] = []
  const directory = openDirectory(null, state => saved.push(state.rooms.size))
  directory.apply(roomMessage('old'))
  directory.apply(hello(true))
  directory.apply(roomMessage('new'))
  expect([...directory.state.value.rooms.keys()]).toEqual(['old'])
  directory.apply({ type: 'ready' })
  expect([...directory.state.value.rooms.keys()]).toEqual(['new'])
  expect(saved).toEqual([1, 1])
})

test('a stream that goes on where it was changes only what it names', () => {
  const directory = openDirectory(null, () => {})
  directory.apply(roomMessage('old'))
  directory.apply(hello(false))
  directory.apply(roomMessage('new'))
  directory.apply({ type: 'ready' })
  expect([...directory.state.value.rooms.keys()]).toEqual(['old', 'new'])
})

test('an older marker never takes the place of a newer one', () => {
  const directory = openDirectory(emptyDirectory, () => {})
  const room = 'r' as RoomId
  const marker = (version: number): InboxMessage => ({
    type: 'marker',
    room,
    marker: { account: 'a', version, sealed: String(version) },
  })
  for (const version of [2, 1, 2]) directory.apply(marker(version))
  expect(directory.state.value.markers.get(room)?.get('a')?.sealed).toBe('2')
})

test('what another tab has followed for longer takes over whole', () => {
  const leader = openDirectory(null, () => {})
  leader.apply(roomMessage('new'))
  const follower = openDirectory(null, () => {})
  follower.apply(roomMessage('old'))
  follower.take(leader.state.value)
  follower.apply({ type: 'ready' })
  expect([...follower.state.value.rooms.keys()]).toEqual(['new'])
})

test('a snapshot of 12,000 documents takes no visible time', () => {
  const directory = openDirectory(null, () => {})
  const startMs = performance.now()
  directory.apply(hello(true))
  for (let at = 0; at < 12_000; at++) {
    directory.apply({ type: 'document', document: { name: `document ${at}`, position: at } } as InboxMessage)
  }
  directory.apply({ type: 'ready' })
  expect(directory.state.value.positions.size).toBe(12_000)
  // 10 ms as it is; one copy of the map for each message took 5 s.
  expect(performance.now() - startMs).toBeLessThan(1_000)
})

const tie = (state: Connection['state'], updatedMs: number): Connection =>
  ({ id: 'c1', kind: 'friend', state, asked: 'me', updatedMs, nonce: 'n', room: null }) as Connection
const told = (state: Connection['state'], updatedMs: number): InboxMessage => ({
  type: 'connection',
  connection: tie(state, updatedMs),
})
const began = (nowMs: number): InboxMessage => ({ type: 'hello', nowMs, snapshot: true })
const ready: InboxMessage = { type: 'ready' }

/** What became of the connection, by news of the stream and answers to calls of our own (`learn`). */
const becomes = (...news: readonly (InboxMessage | Connection)[]): Connection['state'] | undefined => {
  const directory = openDirectory(null, () => undefined)
  for (const one of news) {
    if ('type' in one) directory.apply(one)
    else directory.learn(one)
  }
  return directory.state.value.connections.get('c1')?.state
}

test('[P2] of two words about a connection the newer stands, in whatever order they come', () => {
  const [older, newer] = [told('requested', 1), told('accepted', 2)]
  expect(becomes(newer, older)).toBe('accepted')
  expect(becomes(began(0), newer, older, ready)).toBe('accepted')
  expect(becomes(began(0), newer, ready, older)).toBe('accepted')
  expect(becomes(newer, tie('requested', 1))).toBe('accepted')
  expect(becomes(told('requested', 1), told('declined', 2), older)).toBeUndefined()
  expect(becomes(told('requested', 1), told('declined', 2), tie('requested', 1))).toBeUndefined()
  // A new name of the other changes nothing of the connection's own time.
  expect(becomes(older, { type: 'connection', connection: { ...tie('requested', 1), state: 'accepted' } })).toBe(
    'accepted',
  )
})

test('[P2] an answer of our own stands, whatever a snapshot that was read before it says', () => {
  expect(becomes(began(5), tie('requested', 6), ready)).toBe('requested')
  expect(becomes(tie('requested', 6), began(5), ready)).toBe('requested')
  expect(becomes(told('requested', 1), began(5), told('requested', 1), tie('accepted', 6), ready)).toBe('accepted')
  expect(becomes(began(5), tie('requested', 6), told('accepted', 7), ready)).toBe('accepted')
  expect(becomes(began(5), told('requested', 6), tie('accepted', 7))).toBe('accepted')
})

test('[P2] a snapshot that was read after our call, and does not name its connection, says that it is over', () => {
  expect(becomes(began(5), tie('requested', 4), ready)).toBeUndefined()
  expect(becomes(began(5), ready, tie('requested', 4))).toBeUndefined()
})

test('[P2] a connection that is over stays over in a snapshot by a relay whose clock was set back', () => {
  // The relay's words count on from 10 whatever its clock says; read at 5, the snapshot seems older than our answer.
  expect(becomes(tie('accepted', 10), told('withdrawn', 11), began(5), ready)).toBeUndefined()
})

test('a relay that was restored from a backup is believed in its snapshot', () => {
  expect(becomes(told('accepted', 9), began(5), told('requested', 1), ready)).toBe('requested')
})
