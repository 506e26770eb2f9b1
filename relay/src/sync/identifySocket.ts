import type { IncomingHttpHeaders } from 'node:http'
import type { Result } from '@sarangbang/shared/result.ts'
import type { Authentication, AuthenticationFault, Identity } from '../accounts/authentication.ts'
import type { CloseName } from './outlet.ts'

/** How a socket is closed that nobody speaks for, or that is one too many. */
export const closeNameOf = {
  unauthenticated: 'unauthenticated',
  'ticket-expired': 'ticketExpired',
  full: 'overload',
} as const satisfies Record<AuthenticationFault | 'full', CloseName>

/**
 * Who opens a socket. A browser sends `Origin` with every socket, and it has been checked; whoever sends none is a program, and a
 * program says who it is by bearer token or ticket. A cookie without an `Origin` is therefore left unread: nothing honest sends
 * one, and the check of the origin is what protects cookies.
 */
export const identifySocket = (
  headers: IncomingHttpHeaders,
  authentication: Pick<Authentication, 'ofSocket'>,
): Promise<Result<Identity, AuthenticationFault>> => {
  const read = new Headers()
  for (const name of ['authorization', 'sec-websocket-protocol', ...(headers.origin ? ['cookie'] : [])]) {
    const value = headers[name]
    if (typeof value === 'string') read.set(name, value)
  }
  return authentication.ofSocket(read)
}
