import type { InboxMessage, Room } from '@sarangbang/shared/api/index.ts'
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
