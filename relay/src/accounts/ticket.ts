import { randomBytes } from 'node:crypto'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { sign, verify } from 'hono/jwt'
import * as v from 'valibot'
import type { Identity } from './authentication.ts'

/** Drawn anew at each start and kept nowhere: a ticket lives a minute, so a restart costs its holder one more request. */
export type TicketKey = string
export const makeTicketKey = (): TicketKey => randomBytes(32).toString('base64url')

/** Long enough to open a socket over a bad network, too short to be worth stealing from a log. */
export const ticketLifeS = 60

const claims = v.object({ sub: v.string(), sid: v.string(), exp: v.number() })

/** A ticket for sockets where a cookie cannot go (JWT, RFC 7519, HS256). `expiresMs` is Unix time. */
export const issueTicket = async (
  identity: Identity,
  key: TicketKey,
  nowMs: number,
): Promise<{ readonly ticket: string; readonly expiresMs: number }> => {
  const exp = Math.floor(nowMs / 1000) + ticketLifeS
  return {
    ticket: await sign({ sub: identity.account, sid: identity.session, exp }, key, 'HS256'),
    expiresMs: exp * 1000,
  }
}

/** Whom an untrusted ticket speaks for. Does not ask whether the session still lives. */
export const openTicket = async (
  ticket: string,
  key: TicketKey,
  nowMs: number,
): Promise<Result<Identity, 'unauthenticated' | 'ticket-expired'>> => {
  try {
    // The library compares `exp` with its own clock; ours decides, so only the signature and algorithm are left to it.
    const payload = v.safeParse(claims, await verify(ticket, key, { alg: 'HS256', exp: false }))
    if (!payload.success) return fail('unauthenticated')
    const leftMs = payload.output.exp * 1000 - nowMs
    // More than a whole life left: the clock was set back since it was issued.
    if (leftMs <= 0 || leftMs > ticketLifeS * 1000) return fail('ticket-expired')
    return ok({ account: payload.output.sub as AccountId, session: payload.output.sid })
  } catch {
    return fail('unauthenticated')
  }
}
