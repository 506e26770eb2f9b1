import { randomBytes } from 'node:crypto'
import {
  beginRecoveredPassword,
  beginRecovery,
  finishRecovery,
  proveRecovery,
} from '@sarangbang/shared/api/accounts.ts'
import { fromBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { signingPair } from '@sarangbang/shared/crypto/keyPair.ts'
import { recoveryStatement } from '@sarangbang/shared/crypto/statements.ts'
import { verifySignature } from '@sarangbang/shared/crypto/verifySignature.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { mount, type Mounting } from '../http/mount.ts'
import type { StoredAccount } from '../store/accounts.ts'
import { personOf, revokeSessions, type AccountsContext } from './accountsContext.ts'
import { makeAttempts } from './attempts.ts'
import { handleKey } from './handle.ts'
import { checkKeeping } from './keeping.ts'
import { lockOf } from './logIn.ts'
import { startSession } from './startSession.ts'

/**
 * A3: whoever holds the recovery code may set a new password. The code's key signs a fresh challenge, which gives a grant; the
 * grant sets the password once. Answers and work are equal for unknown handles.
 */
export const mountRecovery = (mounting: Mounting, context: AccountsContext): void => {
  const { store, passwords, now, steadyMs } = context
  const attempts = makeAttempts<{ readonly account: StoredAccount | null; readonly challenge: string }>(steadyMs)
  const grants = makeAttempts<StoredAccount>(steadyMs)
  /** Stands in for the recovery key of nobody: the same check, always in vain. */
  const nobodysKey = signingPair(randomBytes(32)).public

  mount(mounting, beginRecovery, async ({ body, limit }) => {
    const limited = limit('recoveriesPerAddress')
    if (!limited.ok) return limited
    const key = handleKey(body.handle)
    const byHandle = limit('recoveriesPerHandle', key)
    if (!byHandle.ok) return byHandle
    const account = await store.accounts.byHandleKey(key)
    const challenge = randomBytes(32).toString('base64url')
    return ok({ attempt: attempts.begin({ account, challenge }), challenge })
  })

  mount(mounting, proveRecovery, async ({ body }) => {
    const begun = attempts.take(body.attempt)
    if (!begun) return fail({ kind: 'attempt-expired' })
    const { account, challenge } = begun
    const key = (account && fromBase64url(account.recoveryKey)) ?? nobodysKey
    const signature = fromBase64url(body.signature) ?? new Uint8Array()
    const isProven = verifySignature(signature, recoveryStatement(challenge), key)
    if (!isProven || !account) return fail({ kind: 'recovery-refused' })
    const present = await store.accounts.byId(account.keys.account)
    if (present?.registrationRecord !== account.registrationRecord) return fail({ kind: 'attempt-expired' })
    const lock = await lockOf(store.accounts, account.keys.account, 'recovery')
    return ok({ grant: grants.begin(account), account: account.keys.account, vault: account.vault, lock })
  })

  mount(mounting, beginRecoveredPassword, async ({ body }) => {
    const account = grants.peek(body.grant)
    if (!account) return fail({ kind: 'attempt-expired' })
    const response = passwords.register(account.keys.account, body.registrationRequest)
    return response.ok ? ok({ registrationResponse: response.value }) : response
  })

  mount(mounting, finishRecovery, async ({ body, setSession }) => {
    const granted = grants.peek(body.grant)
    if (!granted) return fail({ kind: 'attempt-expired' })
    const { account } = granted.keys
    const keeping = checkKeeping(passwords, account, body)
    if (!keeping.ok) return keeping
    grants.take(body.grant)
    const nowMs = now()
    const begun = await store.transaction(async ({ accounts, sessions }) => {
      const present = await accounts.byId(account)
      // The vault was handed out with the grant; had the password changed since, this would put an older one back.
      if (present?.registrationRecord !== granted.registrationRecord) return null
      await accounts.replaceSecrets(account, keeping.value)
      const ended = await sessions.removeAll(account, null)
      const { token } = await startSession(sessions, account, body.device, nowMs)
      return { token, ended, person: personOf(present) }
    })
    if (!begun) return fail({ kind: 'attempt-expired' })
    context.scrubSoon()
    revokeSessions(context.membership, account, begun.ended)
    context.log.info({ account, ended: begun.ended.length }, 'recovered')
    setSession(begun.token)
    return ok({ token: begun.token, person: begun.person, nowMs })
  })
}
