import type { InboxMessage } from '@sarangbang/shared/api/index.ts'
import { makeWatchable, type Watched } from '../replica/watched.ts'
import { makeLeadership } from './leadership.ts'
import { openInbox, type Inbox } from './openInbox.ts'
import type { TabNews } from './tabNews.ts'

type Posted =
  | { readonly kind: 'message'; readonly message: InboxMessage }
  | { readonly kind: 'state'; readonly state: Inbox['state']['value'] }
  /** Not the relay's time: a tab that was frozen hears it late, and what is between the two clocks is as true as before. */
  | { readonly kind: 'offset'; readonly offsetMs: number }
  | { readonly kind: 'asked' }
  | { readonly kind: 'wake' }
  | { readonly kind: 'news'; readonly news: TabNews }

export interface SharedInbox extends Inbox {
  /** Whether this tab holds the stream, and with it drains the outbox and syncs in the background. */
  readonly leads: Watched<boolean>
  /** To all other tabs; on the same channel as the messages, so that they keep their order. */
  tellTabs(news: TabNews): void
  hearTabs(listener: (news: TabNews) => void): () => void
}

/** The account's one inbox stream, seen by all of its tabs: the leading tab reads it and passes every message on. */
export const shareInbox = (account: string): SharedInbox => {
  const { leads, close: resign } = makeLeadership(account)
  const channel = new BroadcastChannel(`sarangbang/${account}/inbox`)
  const state = makeWatchable<Inbox['state']['value']>('connecting')
  const offsetMs = makeWatchable<number | null>(null)
  const listeners = new Set<(message: InboxMessage) => void>()
  const newsListeners = new Set<(news: TabNews) => void>()
  let stream: Inbox | null = null
  let closed = false

  /** A channel that is closed throws; work that ends after its account has nobody to tell. */
  const post = (posted: Posted): void => {
    if (!closed) channel.postMessage(posted)
  }
  const tell = (message: InboxMessage): void => {
    for (const listener of listeners) listener(message)
  }
  const lead = (): void => {
    stream = openInbox()
    // Until now it was the former leader's word.
    state.set(stream.state.value)
    stream.observe(message => {
      tell(message)
      post({ kind: 'message', message })
    })
    stream.state.watch(next => {
      state.set(next)
      post({ kind: 'state', state: next })
    })
    stream.offsetMs.watch(next => {
      offsetMs.set(next)
      if (next !== null) post({ kind: 'offset', offsetMs: next })
    })
  }
  channel.onmessage = ({ data }: MessageEvent<Posted>) => {
    switch (data.kind) {
      case 'message':
        return tell(data.message)
      case 'state':
        return state.set(data.state)
      case 'offset':
        return offsetMs.set(data.offsetMs)
      case 'asked':
        return stream === null ? undefined : post({ kind: 'state', state: stream.state.value })
      case 'wake':
        return stream?.wake()
      case 'news':
        return newsListeners.forEach(listener => listener(data.news))
    }
  }
  const stopWatching = leads.watch(leading => {
    if (leading) lead()
  })
  if (leads.value) lead()
  else post({ kind: 'asked' })

  return {
    leads,
    state,
    offsetMs,
    observe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tellTabs: news => post({ kind: 'news', news }),
    hearTabs: listener => {
      newsListeners.add(listener)
      return () => void newsListeners.delete(listener)
    },
    wake: () => (stream === null ? post({ kind: 'wake' }) : stream.wake()),
    close: () => {
      stopWatching()
      stream?.close()
      closed = true
      channel.close()
      resign()
      state.set('off')
    },
  }
}
