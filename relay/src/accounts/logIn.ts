import { beginLogin, finishLogin } from '@sarangbang/shared/api/accounts.ts'
import type { Lock } from '@sarangbang/shared/api/field.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import type { AccountRecords } from '../store/accounts.ts'
import { personOf, revokeSessions, type AccountsContext } from './accountsContext.ts'
import { handleKey } from './handle.ts'
import { startSession } from './startSession.ts'

/** A2: a wrong password and an unknown handle give the same answers, by the same steps, under the same limits. */
export const mountLogIn = (mounting: Mounting, context: AccountsContext): void => {
  const { store, passwords, now } = context

  mount(mounting, beginLogin, async ({ body, limit }) => {
    const limited = limit('loginsPerAddress')
    if (!limited.ok) return limited
    const byHandle = limit('loginsPerHandle', handleKey(body.handle))
    return byHandle.ok ? passwords.begin(body.handle, body.startLoginRequest) : byHandle
  })

  mount(mounting, finishLogin, async ({ body, setSession }) => {
    const proven = passwords.finish(body.attempt, body.finishLoginRequest)
    if (!proven.ok) return proven
    const { keys, registrationRecord } = proven.value
    const nowMs = now()
    const begun = await store.transaction(async ({ accounts, sessions }) => {
      const account = await accounts.byId(keys.account)
      // Withdrawn, or given another password, while this login was under way: the old one opens nothing any more.
      if (account?.registrationRecord !== registrationRecord) return null
      const lock = await lockOf(accounts, keys.account, 'password')
      return { account, lock, ...(await startSession(sessions, keys.account, body.device, nowMs)) }
    })
    if (!begun) return fail({ kind: 'login-refused' })
    revokeSessions(context.membership, keys.account, begun.ended)
    setSession(begun.token)
    const { account, lock, token } = begun
    return ok({ token, person: personOf(account), nowMs, vault: account.vault, lock })
  })
}

/** @throws where an account lacks one, which no route allows: a bug. */
export const lockOf = async (accounts: AccountRecords, account: AccountId, kind: Lock['kind']): Promise<Lock> => {
  const lock = (await accounts.locks(account)).find(lock => lock.kind === kind)
  if (!lock) throw new Error(`account without a ${kind} lock`)
  return lock
}
