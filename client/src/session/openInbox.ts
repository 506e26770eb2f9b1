import * as v from 'valibot'
import { inboxMessage, inboxPath, type InboxMessage } from '@sarangbang/shared/api/index.ts'
import { makeWatchable, type Watched } from '../replica/watched.ts'

export interface Inbox {
  readonly state: Watched<'connecting' | 'on' | 'off'>
  observe(listener: (message: InboxMessage) => void): () => void
  /** After sleep nothing believed before is believed again: a stream that has been silent too long is opened anew. */
  wake(): void
  close(): void
}

/** The relay breathes every 20 s; half as long again without a sign and the stream is dead, whatever it says of itself. */
const silentMs = 30_000
const firstRetryMs = 500
const lastRetryMs = 30_000

const types = ['hello', 'ready', 'connection', 'room', 'room-gone', 'document', 'marker', 'session-ended'] as const

/** Follows the relay's inbox stream for as long as it is open. One per browser: see makeLeadership. */
export const openInbox = (): Inbox => {
  const state = makeWatchable<'connecting' | 'on' | 'off'>('connecting')
  const listeners = new Set<(message: InboxMessage) => void>()
  let source: EventSource | null = null
  let heardMs = 0
  let lastId = ''
  let retryMs = firstRetryMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const hear = ({ data, lastEventId }: MessageEvent<string>): void => {
    heardMs = Date.now()
    lastId = lastEventId
    let said: unknown
    try {
      said = JSON.parse(data)
    } catch {
      // A cut stream may end in half a line; the next message carries the whole state again.
      return
    }
    const message = v.safeParse(inboxMessage, said)
    if (!message.success) return
    if (message.output.type === 'hello') {
      retryMs = firstRetryMs
      state.set('on')
    }
    for (const listener of listeners) listener(message.output)
  }
  const later = (): void => {
    clearTimeout(timer)
    if (closed) return
    // Half at random, so that a relay that was away is not met by everybody at once.
    timer = setTimeout(connect, retryMs * (0.5 + Math.random() / 2))
    retryMs = Math.min(retryMs * 2, lastRetryMs)
  }
  const connect = (): void => {
    source?.close()
    if (closed) return
    if (state.value === 'on') state.set('connecting')
    heardMs = Date.now()
    // A new EventSource has no way to send Last-Event-ID; the relay takes it from the address as well.
    const mine = (source = new EventSource(
      lastId === '' ? inboxPath : `${inboxPath}?after=${encodeURIComponent(lastId)}`,
    ))
    for (const type of types) mine.addEventListener(type, hear)
    mine.addEventListener('ping', () => (heardMs = Date.now()))
    mine.onerror = () => {
      if (mine !== source) return
      mine.close()
      state.set('off')
      later()
    }
  }
  const wake = (): void => {
    if (state.value === 'on' && Date.now() - heardMs < silentMs) return
    retryMs = firstRetryMs
    clearTimeout(timer)
    connect()
  }
  const watchdog = setInterval(() => {
    // Also one that was never answered: a network that takes everything and says nothing is no error to a browser.
    if (source !== null && source.readyState !== EventSource.CLOSED && Date.now() - heardMs > silentMs) connect()
  }, 5_000)
  connect()
  return {
    state,
    observe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    wake,
    close: () => {
      closed = true
      clearTimeout(timer)
      clearInterval(watchdog)
      source?.close()
      state.set('off')
    },
  }
}
