import * as v from 'valibot'
import { inboxMessage, inboxPath, type InboxMessage } from '@sarangbang/shared/api/index.ts'
import { haveParted, readClocks } from './clocks.ts'
import { makeWatchable, type Watched } from '../replica/watched.ts'

export interface Inbox {
  readonly state: Watched<'connecting' | 'on' | 'off'>
  /** What to add to this device's clock to have the relay's, measured at each greeting; `null` until the first. Milliseconds. */
  readonly offsetMs: Watched<number | null>
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
  const offsetMs = makeWatchable<number | null>(null)
  const listeners = new Set<(message: InboxMessage) => void>()
  let asked = readClocks()
  let source: EventSource | null = null
  let heardMs = performance.now()
  let lastId = ''
  let retryMs = firstRetryMs
  let timer: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const hear = ({ data, lastEventId }: MessageEvent<string>): void => {
    heardMs = performance.now()
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
      measure(message.output.nowMs)
      state.set('on')
    }
    for (const listener of listeners) listener(message.output)
  }
  /** The relay spoke somewhere between our asking and now; in the middle, as far as anybody can tell. */
  const measure = (relayMs: number): void => {
    const heard = readClocks()
    // Slept or set meanwhile: nobody knows how old the word is. The watchdog finds the same, and asks again.
    if (haveParted(asked, heard)) return
    offsetMs.set(relayMs + (heard.steadyMs - asked.steadyMs) / 2 - heard.wallMs)
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
    asked = readClocks()
    heardMs = performance.now()
    // A new EventSource has no way to send Last-Event-ID; the relay takes it from the address as well.
    const mine = (source = new EventSource(
      lastId === '' ? inboxPath : `${inboxPath}?after=${encodeURIComponent(lastId)}`,
    ))
    for (const type of types) mine.addEventListener(type, hear)
    mine.addEventListener('ping', () => (heardMs = performance.now()))
    mine.onerror = () => {
      if (mine !== source) return
      mine.close()
      state.set('off')
      later()
    }
  }
  const wake = (): void => {
    const isAlive = performance.now() - heardMs < silentMs && !haveParted(asked, readClocks())
    if (state.value === 'on' && isAlive) return
    retryMs = firstRetryMs
    clearTimeout(timer)
    connect()
  }
  const watchdog = setInterval(() => {
    // Also one that was never answered: a network that takes everything and says nothing is no error to a browser.
    const isSilent = performance.now() - heardMs > silentMs
    if (source === null || source.readyState === EventSource.CLOSED) return
    // Or the device slept, or somebody set its clock: what time it is has to be asked again.
    if (isSilent || haveParted(asked, readClocks())) connect()
  }, 5_000)
  connect()
  return {
    state,
    offsetMs,
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
