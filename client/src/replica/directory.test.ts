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
