import type { InboxMessage } from '@sarangbang/shared/api/inbox.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { connectionsFor } from '../people/connectionsFor.ts'
import { roomsFor } from '../rooms/roomsFor.ts'
import type { Store } from '../store/store.ts'

/** Everything an account may know, one message per thing: rooms, their documents and markers, connections. */
export async function* snapshot(store: Store, account: AccountId): AsyncGenerator<InboxMessage> {
  const rooms = await store.rooms.ofMember(account)
  for (const room of await roomsFor(store, rooms)) yield { type: 'room', room }
  const open = await store.connections.openOf(account)
  for (const connection of await connectionsFor(store, open, account)) yield { type: 'connection', connection }
  for (const room of rooms) {
    for (const document of await store.documents.positions(room.id)) yield { type: 'document', document }
    for (const marker of await store.markers.ofRoom(room.id)) yield { type: 'marker', room: room.id, marker }
  }
}
