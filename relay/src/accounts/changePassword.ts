import { beginPassword, changePassword } from '@sarangbang/shared/api/accounts.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import { revokeSessions, type AccountsContext } from './accountsContext.ts'
import { checkKeeping } from './keeping.ts'

/** A3: a new password replaces record, vault and locks together, and every other session ends. */
export const mountChangePassword = (mounting: Mounting, context: AccountsContext): void => {
  const { store, passwords } = context

  mount(mounting, beginPassword, async ({ identity, body, limit }) => {
    const limited = limit('accountChanges')
    if (!limited.ok) return limited
    const response = passwords.register(identity.account, body.registrationRequest)
    return response.ok ? ok({ registrationResponse: response.value }) : response
  })

  mount(mounting, changePassword, async ({ identity, body }) => {
    const keeping = checkKeeping(passwords, identity.account, body)
    if (!keeping.ok) return keeping
    const proven = passwords.finish(body.attempt, body.finishLoginRequest)
    if (!proven.ok) return proven
    // Somebody else's password proves nothing here.
    if (proven.value.keys.account !== identity.account) return fail({ kind: 'login-refused' })
    const ended = await store.transaction(async ({ accounts, sessions }) => {
      const account = await accounts.byId(identity.account)
      if (account?.registrationRecord !== proven.value.registrationRecord) return null
      await accounts.replaceSecrets(identity.account, keeping.value)
      return sessions.removeAll(identity.account, identity.session)
    })
    if (!ended) return fail({ kind: 'login-refused' })
    // The vault that the old password opens must not be found in old pages of the database.
    context.scrubSoon()
    revokeSessions(context.membership, identity.account, ended)
    context.log.info({ account: identity.account, ended: ended.length }, 'password changed')
    return ok(undefined)
  })
}
