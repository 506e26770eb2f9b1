import type { InboxMessage } from '@sarangbang/shared/api/index.ts'
import { makeWatchable, type Watched } from '../replica/watched.ts'
import { makeLeadership } from './leadership.ts'
import { openInbox, type Inbox } from './openInbox.ts'

type Posted =
  | { readonly kind: 'message'; readonly message: InboxMessage }
  | { readonly kind: 'state'; readonly state: Inbox['state']['value'] }
  | { readonly kind: 'asked' }
  | { readonly kind: 'wake' }

export interface SharedInbox extends Inbox {
  /** Whether this tab holds the stream, and with it drains the outbox and syncs in the background. */
  readonly leads: Watched<boolean>
}

/** The account's one inbox stream, seen by all of its tabs: the leading tab reads it and passes every message on. */
export const shareInbox = (account: string): SharedInbox => {
  const { leads, close: resign } = makeLeadership(account)
  const channel = new BroadcastChannel(`sarangbang/${account}/inbox`)
  const state = makeWatchable<Inbox['state']['value']>('connecting')
  const listeners = new Set<(message: InboxMessage) => void>()
  let stream: Inbox | null = null

  const post = (posted: Posted): void => channel.postMessage(posted)
  const tell = (message: InboxMessage): void => {
    for (const listener of listeners) listener(message)
  }
  const lead = (): void => {
    stream = openInbox()
    stream.observe(message => {
      tell(message)
      post({ kind: 'message', message })
    })
    stream.state.watch(next => {
      state.set(next)
      post({ kind: 'state', state: next })
    })
  }
  channel.onmessage = ({ data }: MessageEvent<Posted>) => {
    switch (data.kind) {
      case 'message':
        return tell(data.message)
      case 'state':
        return state.set(data.state)
      case 'asked':
        return stream === null ? undefined : post({ kind: 'state', state: stream.state.value })
      case 'wake':
        return stream?.wake()
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
    observe: listener => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    wake: () => (stream === null ? post({ kind: 'wake' }) : stream.wake()),
    close: () => {
      stopWatching()
      stream?.close()
      channel.close()
      resign()
      state.set('off')
    },
  }
}
