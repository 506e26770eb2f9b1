import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { ticketProtocolPrefix } from '@sarangbang/shared/api/socket.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { SessionRecords, StoredSession } from '../store/sessions.ts'
import { storeFaultOf } from '../store/storeFault.ts'
import { hashSessionToken, isSessionToken } from './sessionToken.ts'
import { readSessionToken } from './sessionCookie.ts'
import { openTicket, type TicketKey } from './ticket.ts'

/** Who calls, by which session. */
export interface Identity {
  readonly account: AccountId
  /** The session's id (its public name, not its token). */
  readonly session: string
}

/** `unauthenticated`: no session, or one that has ended (close 4401). `ticket-expired`: get a new one and come back (4501). */
export type AuthenticationFault = 'unauthenticated' | 'ticket-expired'

/** Reads who calls from a request's headers. Everything it looks at is untrusted. */
export interface Authentication {
  /** By cookie or bearer token. `null`: no such session. Marks the session as used. */
  ofRequest(headers: Headers): Promise<Identity | null>
  /** The same, and where there is neither, by a ticket in `Sec-WebSocket-Protocol`. */
  ofSocket(headers: Headers): Promise<Result<Identity, AuthenticationFault>>
}

/** "Last used" is shown in days and minutes; a write for every request would cost an fsync each. */
const touchEveryMs = 10 * 60_000
/** Chrome keeps no cookie longer than 400 days (RFC 6265bis §5.5); a session nobody used for that long is over. */
export const sessionLifeMs = 400 * 24 * 3_600_000

export const makeAuthentication = (
  sessions: SessionRecords,
  ticketKey: TicketKey,
  now: () => number,
): Authentication => {
  const touch = async (id: string, nowMs: number) => {
    try {
      await sessions.touch(id, nowMs)
    } catch (error) {
      // A disk that takes nothing must not keep anybody from reading. What wants to write will say that it cannot.
      if (storeFaultOf(error) === null) throw error
    }
  }
  const alive = async (session: StoredSession | null): Promise<Identity | null> => {
    const nowMs = now()
    if (!session || nowMs - session.lastUsedMs > sessionLifeMs) return null
    // Also where it was used in the future: the clock was ahead then, and the session would outlive its time by as much.
    if (Math.abs(nowMs - session.lastUsedMs) >= touchEveryMs) await touch(session.id, nowMs)
    return { account: session.account, session: session.id }
  }
  const ofRequest = async (headers: Headers): Promise<Identity | null> => {
    const token = readSessionToken(headers)
    return token !== null && isSessionToken(token) ? alive(await sessions.byTokenHash(hashSessionToken(token))) : null
  }
  return {
    ofRequest,
    async ofSocket(headers) {
      const identity = await ofRequest(headers)
      if (identity) return ok(identity)
      const ticket = readTicket(headers)
      if (ticket === null) return fail('unauthenticated')
      const opened = await openTicket(ticket, ticketKey, now())
      if (!opened.ok) return opened
      // A ticket outlives its session by up to a minute; the session decides.
      const session = await alive(await sessions.byId(opened.value.session))
      return session && session.account === opened.value.account ? ok(session) : fail('unauthenticated')
    },
  }
}

const readTicket = (headers: Headers): string | null => {
  const protocols = (headers.get('sec-websocket-protocol') ?? '').split(',').map(protocol => protocol.trim())
  const protocol = protocols.find(protocol => protocol.startsWith(ticketProtocolPrefix))
  return protocol?.slice(ticketProtocolPrefix.length) ?? null
}
