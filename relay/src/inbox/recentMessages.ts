import type { InboxMessage } from '@sarangbang/shared/api/inbox.ts'

/** One message on its way: its number in the relay's whole life, and its text as it goes out. */
export interface SentMessage {
  readonly seq: number
  readonly text: string
}

/** What an account was told lately, for devices that come back. */
export interface RecentMessages {
  add(thing: string, message: SentMessage): void
  /** What came after a number, oldest first. `null`: too long ago, something may be missing. */
  since(seq: number): readonly SentMessage[] | null
}

/** Different things, not messages: a conversation of a whole night is one thing. About 40 KB at most. */
const maxThings = 128

/** @param startSeq what was sent before it is not known here. */
export const makeRecentMessages = (startSeq: number): RecentMessages => {
  /** Every message is the whole present state of its thing, so the newest is enough. In the order of sending. */
  const newestByThing = new Map<string, SentMessage>()
  let forgottenSeq = startSeq
  return {
    add(thing, message) {
      newestByThing.delete(thing)
      newestByThing.set(thing, message)
      const oldest = newestByThing.entries().next().value
      if (newestByThing.size <= maxThings || !oldest) return
      newestByThing.delete(oldest[0])
      forgottenSeq = oldest[1].seq
    },
    since: seq => (seq < forgottenSeq ? null : [...newestByThing.values()].filter(message => message.seq > seq)),
  }
}

/** What a message is about: of two messages about one thing only the later counts. */
export const thingOf = (message: InboxMessage): string => {
  switch (message.type) {
    case 'connection':
      return `connection ${message.connection.id}`
    case 'room':
      return `room ${message.room.id}`
    case 'room-gone':
      return `room ${message.room}`
    case 'document':
      return `document ${message.document.name}`
    case 'marker':
      return `marker ${message.room} ${message.marker.account}`
    case 'hello':
    case 'ready':
    case 'session-ended':
      return message.type
  }
}
