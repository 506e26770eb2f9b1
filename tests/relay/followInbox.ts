import * as v from 'valibot'
import { inboxMessage, type InboxMessage } from '../../shared/src/api/inbox.ts'

export interface FollowedInbox {
  /** What came since the last call, up to and including the next of this type. @throws when the stream ends before. */
  until(type: InboxMessage['type']): Promise<readonly InboxMessage[]>
  /** What came since the last call, up to the end that the relay makes. */
  untilEnd(): Promise<readonly InboxMessage[]>
  /** The last event id seen, as a browser remembers it. */
  lastId(): string
  close(): Promise<void>
}

/**
 * Follows the stream over a real socket, each message checked against the shared schema.
 * @param lastId an event id for `Last-Event-ID`, or `?after=…` for a page that opens a new EventSource.
 */
export const followInbox = async (origin: string, token: string, lastId = ''): Promise<FollowedInbox> => {
  const byQuery = lastId.startsWith('?')
  const response = await fetch(`${origin}/api/inbox${byQuery ? lastId : ''}`, {
    headers: { authorization: `Bearer ${token}`, ...(!byQuery && lastId !== '' && { 'last-event-id': lastId }) },
  })
  if (!response.ok || !response.body) throw new Error(`inbox: ${response.status} ${await response.text()}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  let seenId = ''

  /** The next event, `null` at the end. Events without meaning for the union (ping, retry) are passed over. */
  const next = async (): Promise<InboxMessage | null> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end < 0) {
        const { value, done } = await reader.read()
        if (done) return null
        text += value
        continue
      }
      const lines = new Map(text.slice(0, end).split('\n').map(splitField))
      text = text.slice(end + 2)
      seenId = lines.get('id') ?? seenId
      const event = lines.get('event')
      if (event === undefined || event === 'ping') continue
      const message = v.parse(inboxMessage, JSON.parse(lines.get('data') ?? ''))
      if (message.type !== event) throw new Error(`event ${event} holds ${message.type}`)
      return message
    }
  }
  return {
    async until(type) {
      const messages: InboxMessage[] = []
      for (;;) {
        const message = await next()
        if (!message) throw new Error(`the stream ended before ${type}: ${JSON.stringify(messages)}`)
        messages.push(message)
        if (message.type === type) return messages
      }
    },
    async untilEnd() {
      const messages: InboxMessage[] = []
      for (let message = await next(); message; message = await next()) messages.push(message)
      return messages
    },
    lastId: () => seenId,
    close: () => reader.cancel(),
  }
}

const splitField = (line: string): [string, string] => {
  const at = line.indexOf(': ')
  return [line.slice(0, at), line.slice(at + 2)]
}
