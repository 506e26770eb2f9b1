import { Hono } from 'hono'
import type { Log } from './log.ts'
import type { App, Environment } from './mount.ts'
import { storeFaultOf } from '../store/storeFault.ts'
import { storeFaultWords } from '../store/sayStoreFault.ts'
import { isOriginAllowed } from './origin.ts'
import { problemResponse } from './refusal.ts'
import { securityHeaders } from './securityHeaders.ts'

export interface AppContext {
  readonly log: Log
  /** Known only once the relay listens, where the port was left to the system. */
  readonly publicOrigins: () => readonly string[]
  readonly isSecure: () => boolean
}

/** Which requests are the relay's, whatever they ask; all others are pages of the app. */
export const isRelayPath = (path: string): boolean => /^\/(api|sync|signal|health|ready)(\/|$)/.test(path)

/** An app without routes: headers on every answer, writes from foreign pages refused, failures as problems. */
export const makeApp = ({ log, publicOrigins, isSecure }: AppContext): App => {
  const app = new Hono<Environment>()
  app.use(securityHeaders(publicOrigins, isSecure))
  app.use('/api/*', async (c, next) => {
    const startMs = performance.now()
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
    if (!isRead && !isOriginAllowed(c.req.header('origin') ?? null, publicOrigins()))
      c.res = problemResponse({ kind: 'origin-refused' })
    else await next()
    // The route's pattern, never its path: that may hold a handle.
    const route = c.req.routePath
    log.debug(
      { method: c.req.method, route, status: c.res.status, ms: Math.round(performance.now() - startMs) },
      'answered',
    )
  })
  // A path that none of the relay's routes has; pages of the app are served before it comes to this.
  app.notFound(() => problemResponse({ kind: 'route-unknown' }))
  app.onError(error => {
    const fault = storeFaultOf(error)
    if (fault !== null) {
      log.error(
        { fault, code: 'code' in error ? error.code : undefined },
        `a request failed: ${storeFaultWords[fault]}`,
      )
      return problemResponse({ kind: 'unavailable', retryAfterS: 5 })
    }
    log.error({ err: error }, 'a route failed')
    return problemResponse({ kind: 'internal' })
  })
  return app
}
