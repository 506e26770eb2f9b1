import { makeWatchable, type Watched } from '../replica/watched.ts'

/**
 * Of all tabs of one account exactly one leads: it holds the inbox stream and drains the outbox, because a browser grants a host
 * six HTTP/1.1 connections and each stream would take one. Whoever holds the Web Lock leads; the lock passes on when its tab
 * closes or dies. Where there are no Web Locks (an insecure origin, an old browser) every tab leads: wasteful, never wrong.
 */
export const makeLeadership = (account: string): { readonly leads: Watched<boolean>; close(): void } => {
  const leads = makeWatchable(false)
  const closed = new AbortController()
  const release = Promise.withResolvers<void>()
  if (navigator.locks === undefined) leads.set(true)
  else {
    navigator.locks
      .request(`sarangbang/${account}/leader`, { signal: closed.signal }, () => {
        leads.set(true)
        return release.promise
      })
      .catch(() => {
        // Closing before the lock came ends the request with an error. Any other means that there are no locks for us: every tab leads.
        if (!closed.signal.aborted) leads.set(true)
      })
  }
  return {
    leads,
    close: () => {
      closed.abort()
      release.resolve()
      leads.set(false)
    },
  }
}
