import type { Access, ParamsOf, RequestOf, ResponseOf, Route } from '@sarangbang/shared/api/route.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import * as v from 'valibot'
import { sessionCookie } from '../accounts/sessionCookie.ts'
import type { Authentication, Identity } from '../accounts/authentication.ts'
import { clientAddress } from './clientAddress.ts'
import type { RateLimiter, RateLimitName } from './rateLimiter.ts'
import { readJson } from './readJson.ts'
import { problemResponse, type Refusal } from './refusal.ts'

/** In process (tests) there is no TCP connection. */
export type Environment = { Bindings: Partial<HttpBindings> }
export type App = Hono<Environment>

/** What every route needs of the relay it is mounted on. */
export interface Mounting {
  readonly app: App
  readonly authentication: Authentication
  readonly limiter: RateLimiter
  readonly trustedProxies: number
  /** Whether browsers reach this relay by https alone. */
  readonly isSecure: () => boolean
}

type IdentityFor<Who extends Access> = Who extends 'session' ? Identity : null

/** One call of a route, everything in it checked against the route's schemas. */
export interface Call<R extends Route> {
  readonly params: ParamsOf<R>
  readonly body: RequestOf<R>
  readonly identity: IdentityFor<R['access']>
  /** For rate limits; never logged. */
  readonly address: string
  /** Takes one token of a limit; the refusal where there is none. Default key: the account, or else the address. */
  limit(name: RateLimitName, key?: string): Result<null, Refusal>
  /** Begins (a token) or ends (`null`) the session of this browser. */
  setSession(token: string | null): void
}
export type Handler<R extends Route> = (call: Call<R>) => Promise<Result<ResponseOf<R>, Refusal>>

/** Puts a route of the shared table on the relay: checks session, parameters and body, calls, serialises, or says why not. */
export const mount = <R extends Route>(mounting: Mounting, route: R, handler: Handler<R>): void => {
  const { authentication, limiter } = mounting
  const answer = async (context: Context<Environment>): Promise<Response> => {
    const request = context.req.raw
    const address = addressOf(context, mounting.trustedProxies)
    const tired = limiter.take('requestsPerAddress', address)
    if (tired !== null) return problemResponse({ kind: 'rate-limited', retryAfterS: tired })

    const identity = route.access === 'session' ? await authentication.ofRequest(request.headers) : null
    if (route.access === 'session' && !identity) return problemResponse({ kind: 'session-missing' })

    const params = check(route.params, context.req.param(), 'path')
    if (!params.ok) return problemResponse(params.error)
    const body = route.request ? await readJson(request) : ok(undefined)
    if (!body.ok) return problemResponse(body.error)
    const checked = check(route.request, body.value, 'body')
    if (!checked.ok) return problemResponse(checked.error)

    const headers = new Headers({ 'cache-control': 'no-store' })
    const result = await handler({
      params: params.value as ParamsOf<R>,
      body: checked.value as RequestOf<R>,
      identity: identity as IdentityFor<R['access']>,
      address,
      limit(name, key = identity?.account ?? address) {
        const retryAfterS = limiter.take(name, key)
        return retryAfterS === null ? ok(null) : { ok: false, error: { kind: 'rate-limited', retryAfterS } }
      },
      setSession: token => headers.set('set-cookie', sessionCookie(token, mounting.isSecure())),
    })
    if (!result.ok) return problemResponse(result.error)
    if (!route.response) return new Response(null, { status: 204, headers })
    headers.set('content-type', 'application/json')
    return new Response(JSON.stringify(result.value), { headers })
  }
  mounting.app.on(route.method, route.path, answer)
}

/** The client's address for rate limits. */
export const addressOf = (context: Context<Environment>, trustedProxies: number): string =>
  clientAddress(
    context.env?.incoming?.socket.remoteAddress,
    context.req.raw.headers.get('x-forwarded-for'),
    trustedProxies,
  )

/** Says where the first fault is and what was expected there, and never what was sent. */
const check = (schema: v.GenericSchema | undefined, input: unknown, where: string): Result<unknown, Refusal> => {
  if (!schema) return ok(undefined)
  const parsed = v.safeParse(schema, input, { abortEarly: true })
  if (parsed.success) return ok(parsed.output)
  const [issue] = parsed.issues
  const field = [where, v.getDotPath(issue)].filter(Boolean).join('.')
  return {
    ok: false,
    error: { kind: 'request-invalid', detail: `${field}: ${issue.type} ${issue.expected ?? ''}`.trim() },
  }
}
