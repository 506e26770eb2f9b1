import type { Connection, Person } from '@sarangbang/shared/api/index.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { untrack } from 'solid-js'
import { makeWatchable } from '../../replica/watched.ts'
import type { Account, People, QueuedRequest, Session } from '../../session/session.ts'
import { AccountProvider } from '../../session/SessionProvider.tsx'
import { SignedIn } from '../../SignedIn.tsx'
import { fakeRoomId, people } from './fakeHistory.ts'
import { makeFakeReplica, type FakeReplica } from './fakeReplica.ts'

/**
 * `/gallery.html?screen=chat&path=/rooms/…`: the signed-in screens over rooms in memory. `state` of the address: `empty`, `loading`,
 * `offline`, `direct`, `full`. `window.gallery` turns every knob.
 */
export function ChatGallery(props: { readonly session: Session }) {
  const asked = new URLSearchParams(location.search)
  const state = untrack(() => props.session.state.value)
  if (state.kind !== 'signed-in') throw new Error('gallery: the sample session starts signed in')
  const replica = makeFakeReplica(Date.now())
  const account: Account = { ...state.account, me: people.minji, replica, people: makeFakePeople(asked.get('state')) }
  setState(replica, asked.get('state'))
  Object.assign(window, { gallery: { replica, account, roomId: fakeRoomId } })
  history.replaceState(null, '', asked.get('path') ?? '/')
  return (
    <AccountProvider account={account}>
      <SignedIn />
    </AccountProvider>
  )
}

const setState = (replica: FakeReplica, state: string | null): void => {
  if (state === 'empty') replica.rooms.set([])
  if (state === 'loading') {
    replica.rooms.set(null)
  }
  if (state === 'offline') {
    replica.relay.set('off')
    replica.waiting.set(3)
    const room = replica.openRoom(fakeRoomId('doyun'))
    room.setTicks({ read: 8, kept: 3 })
    room.connection.set({ relay: 'off', peers: [], waiting: 3 })
  }
  if (state === 'direct') {
    replica.relay.set('off')
    const room = replica.openRoom(fakeRoomId('doyun'))
    room.connection.set({ relay: 'off', peers: [{ account: people.doyun.keys.account }], waiting: 0 })
  }
  if (state === 'full') replica.storage.set({ kind: 'full' })
}

const makeFakePeople = (state: string | null): People => {
  const tie = (
    id: string,
    other: Person,
    asked: Connection['asked'],
    tied: Connection['state'],
    room: RoomId | null = null,
  ): Connection => ({ id, kind: 'friend', state: tied, asked, other, nonce: 'A'.repeat(22), room, updatedMs: 0 })
  const some: readonly Connection[] = [
    tie('1', people.junho, 'me', 'accepted', fakeRoomId('junho')),
    tie('2', people.doyun, 'other', 'accepted', fakeRoomId('doyun')),
    tie('3', people.jiu, 'other', 'requested'),
    tie('4', people.alice, 'me', 'requested'),
    tie('5', people.eunchae, 'me', 'accepted'),
  ]
  const connections = makeWatchable<readonly Connection[] | null>(
    state === 'empty' ? [] : state === 'loading' ? null : some,
  )
  const queued = makeWatchable<readonly QueuedRequest[]>(
    state === 'empty' || state === 'loading'
      ? []
      : [
          { key: 'a', handle: 'seoyeon', refused: null },
          { key: 'b', handle: 'nobody.at.all', refused: 'person-unknown' },
        ],
  )
  const settle = (id: string, to: Connection['state']) =>
    connections.set((connections.value ?? []).map(one => (one.id === id ? Object.assign({}, one, { state: to }) : one)))
  return {
    connections,
    queued,
    answered: makeWatchable(new Map()),
    answering: makeWatchable(new Set()),
    request: async handle => queued.set([...queued.value, { key: handle, handle, refused: null }]),
    accept: async id => settle(id, 'accepted'),
    decline: async id => settle(id, 'declined'),
    withdraw: async id => settle(id, 'withdrawn'),
    dismiss: async gone => queued.set(queued.value.filter(one => one !== gone)),
  }
}
