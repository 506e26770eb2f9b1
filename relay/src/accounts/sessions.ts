import {
  endSession,
  getVault,
  issueTicket as issueTicketRoute,
  listSessions,
  logout,
  whoAmI,
} from '@sarangbang/shared/api/accounts.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import { personOf, revokeSessions, type AccountsContext } from './accountsContext.ts'
import { issueTicket } from './ticket.ts'

/** A7: one's own sessions, and what a session may ask of its own account. */
export const mountSessions = (mounting: Mounting, context: AccountsContext): void => {
  const { store, now } = context

  mount(mounting, listSessions, async ({ identity }) => {
    const sessions = await store.sessions.ofAccount(identity.account)
    return ok({
      sessions: sessions.map(({ id, device, createdMs, lastUsedMs }) => ({
        id,
        device,
        createdMs,
        lastUsedMs,
        current: id === identity.session,
      })),
    })
  })

  // An id that is not there (any more) is no error: what was asked for is so.
  mount(mounting, endSession, async ({ identity, params, limit, setSession }) => {
    const limited = limit('accountChanges')
    if (!limited.ok) return limited
    if (params.id === identity.session) setSession(null)
    if (await store.sessions.remove(identity.account, params.id))
      revokeSessions(context.membership, identity.account, [params.id])
    return ok(undefined)
  })

  mount(mounting, logout, async ({ identity, setSession }) => {
    setSession(null)
    await store.sessions.remove(identity.account, identity.session)
    revokeSessions(context.membership, identity.account, [identity.session])
    return ok(undefined)
  })

  mount(mounting, whoAmI, async ({ identity }) => {
    const account = await store.accounts.byId(identity.account)
    return account ? ok({ person: personOf(account), nowMs: now() }) : fail({ kind: 'session-missing' })
  })

  mount(mounting, getVault, async ({ identity }) => {
    const account = await store.accounts.byId(identity.account)
    if (!account) return fail({ kind: 'session-missing' })
    return ok({ vault: account.vault, locks: [...(await store.accounts.locks(identity.account))] })
  })

  mount(mounting, issueTicketRoute, async ({ identity, limit }) => {
    const limited = limit('tickets')
    return limited.ok ? ok(await issueTicket(identity, context.ticketKey, now())) : limited
  })
}
