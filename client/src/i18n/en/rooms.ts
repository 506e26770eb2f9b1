import type { rooms as korean } from '../ko/rooms.ts'
import { plural } from '../plural.ts'

export const rooms: typeof korean = {
  title: 'Chats',
  list: 'Chats',
  emptyTitle: 'No chats yet',
  emptyBody: 'Invite a friend and it starts here.',
  emptyAction: 'Invite a friend',
  draft: 'Draft',
  noMessages: 'No messages yet',
  began: 'The chat began',
  erased: 'Message deleted',
  mine: 'Me',
  unread: count => plural(count, { one: 'unread message', other: 'unread messages' }),
  gonePerson: 'Deleted account',
  selfRoom: 'Notes to myself',
  offline: 'You’re offline. What you write is kept here and sent when you’re connected.',
  offlineWaiting: count => `Offline — ${plural(count, { one: 'message', other: 'messages' })} waiting`,
  storageFull: 'Storage is full. What you wrote is safe.',
  storageUnavailable: 'This device’s storage can’t be used. What you write now may not be kept.',
  storageLost:
    'Some of what was stored on this device is gone. Conversations are fetched again, but messages not sent yet may be lost.',
  pick: 'Pick a chat',
  pickBody: 'Choose one on the left and it opens here.',
}
