import { inboxPath } from '@sarangbang/shared/api/inbox.ts'
import type { Identity } from '../accounts/authentication.ts'
import type { Log } from '../http/log.ts'
import type { Mounting } from '../http/mount.ts'
import { problemResponse } from '../http/refusal.ts'
import type { Store } from '../store/store.ts'
import { eventText, retryText } from './eventText.ts'
import { makeEventStream } from './eventStream.ts'
import type { Follower, InboxStreams } from './makeInbox.ts'
import { snapshot } from './snapshot.ts'

export interface InboxContext {
  readonly store: Store
  readonly inbox: InboxStreams
  readonly now: () => number
  readonly log: Log
}

/**
 * The inbox stream (shared/src/api/inbox.ts). A page that makes a new EventSource cannot send `Last-Event-ID`; it says the same by
 * `?after=`. Refusals: `session-missing`, `rate-limited`.
 */
export const mountInbox = ({ app, authentication, limiter }: Mounting, context: InboxContext): void => {
  app.get(inboxPath, async c => {
    const identity = await authentication.ofRequest(c.req.raw.headers)
    if (!identity) return problemResponse({ kind: 'session-missing' })
    const retryAfterS = limiter.take('inboxStreams', identity.account)
    if (retryAfterS !== null) return problemResponse({ kind: 'rate-limited', retryAfterS })
    const lastId = c.req.header('last-event-id') ?? c.req.query('after') ?? null
    return new Response(openInboxStream(context, identity, lastId), {
      headers: {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store, no-transform',
        // nginx would collect events before passing them on.
        'x-accel-buffering': 'no',
      },
    })
  })
}

/** @param lastId untrusted: the last event id the device has seen. */
const openInboxStream = (
  { store, inbox, now, log }: InboxContext,
  identity: Identity,
  lastId: string | null,
): ReadableStream<Uint8Array> => {
  /** What comes while the past is being told waits behind it; `null` once the past is told. */
  let waiting: string[] | null = []
  const stream = makeEventStream(() => inbox.unfollow(follower))
  const follower: Follower = {
    identity,
    send: text => (waiting ? void waiting.push(text) : stream.send(text)),
    close() {
      goLive()
      stream.close()
    },
  }
  const goLive = () => {
    for (const text of waiting ?? []) stream.send(text)
    waiting = null
  }

  const missed = inbox.follow(follower, lastId)
  const startId = inbox.presentId()
  stream.send(retryText)
  stream.send(eventText({ type: 'hello', nowMs: now(), snapshot: missed === null }, null))
  const tell = async () => {
    for (const text of missed ?? []) stream.send(text)
    if (!missed) for await (const message of snapshot(store, identity.account)) stream.send(eventText(message, null))
    stream.send(eventText({ type: 'ready' }, startId))
    goLive()
    // Its session may have ended between being looked up and the first line of this function.
    if (!(await store.sessions.byId(identity.session))) inbox.endSession(follower)
  }
  tell().catch((error: unknown) => {
    log.error({ err: error }, 'an inbox stream could not be begun')
    stream.close()
  })
  return stream.body
}
