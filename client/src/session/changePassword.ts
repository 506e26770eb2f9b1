import { beginPassword, changePassword as changePasswordRoute, getVault } from '@sarangbang/shared/api/index.ts'
import { deriveLock } from '@sarangbang/shared/crypto/deriveLock.ts'
import { fail, type Result } from '@sarangbang/shared/result.ts'
import { callRelay } from './callRelay.ts'
import { keepVault } from './keepVault.ts'
import { openKeptVault } from './openKeptVault.ts'
import { checkPassword } from './passwordRules.ts'
import { provePassword } from './provePassword.ts'
import { registerPassword } from './registerPassword.ts'
import type { SessionFault } from './session.ts'
import type { SignedIn } from './signUp.ts'
import { withPassword } from './withPassword.ts'

/**
 * A3: password, vault key and locks change together, and all other sessions end. The lock of the recovery code is taken from inside
 * the vault, not from the relay's word, so that the relay cannot put a lock of its own in.
 */
export const changePassword = async (
  { person, vault: known }: SignedIn,
  current: string,
  next: string,
): Promise<Result<void, SessionFault>> => {
  const checked = checkPassword(next)
  if (!checked.ok) return checked
  const proof = await provePassword(person.handle, current)
  if (!proof.ok) return proof
  const kept = await callRelay(getVault)
  if (!kept.ok) return kept
  const lock = kept.value.locks.find(({ kind }) => kind === 'password')
  if (lock === undefined) return fail({ kind: 'relay-untrusted', what: 'locks' })
  const passwordLock = deriveLock('password', proof.value.exportKey)
  const vault = openKeptVault(known.identity.account, { vault: kept.value.vault, lock }, passwordLock)
  if (!vault.ok) return vault
  const registered = await registerPassword(checked.value, registrationRequest =>
    callRelay(beginPassword, { request: { registrationRequest } }),
  )
  if (!registered.ok) return registered
  const { registrationRecord, exportKey } = registered.value
  const { attempt, finishLoginRequest } = proof.value
  return callRelay(changePasswordRoute, {
    request: {
      attempt,
      finishLoginRequest,
      registrationRecord,
      ...keepVault(withPassword(vault.value, exportKey)),
    },
  })
}
