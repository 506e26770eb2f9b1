import { beginRecoveredPassword, beginRecovery, finishRecovery, proveRecovery } from '@sarangbang/shared/api/index.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { deriveLock, recoverySigner } from '@sarangbang/shared/crypto/deriveLock.ts'
import { parseRecoveryCode } from '@sarangbang/shared/crypto/recoveryCode.ts'
import { recoveryStatement } from '@sarangbang/shared/crypto/statements.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { ed25519 } from '@noble/curves/ed25519.js'
import { callRelay } from './callRelay.ts'
import { deviceName } from './deviceName.ts'
import { keepVault } from './keepVault.ts'
import { openKeptVault } from './openKeptVault.ts'
import { checkPassword } from './passwordRules.ts'
import { registerPassword } from './registerPassword.ts'
import type { SessionFault } from './session.ts'
import type { SignedIn } from './signUp.ts'
import { withPassword } from './withPassword.ts'

/** A3: the recovery code opens the vault and proves the right to a new password; every session that was is ended. */
export const recover = async (
  handle: string,
  typedCode: string,
  newPassword: string,
): Promise<Result<SignedIn, SessionFault>> => {
  // What can be wrong here is found before the relay counts an attempt.
  const code = parseRecoveryCode(typedCode)
  if (!code.ok) return fail({ kind: 'recovery-code-malformed' })
  const password = checkPassword(newPassword)
  if (!password.ok) return password
  const begun = await callRelay(beginRecovery, { request: { handle } })
  if (!begun.ok) return begun
  const { attempt, challenge } = begun.value
  const signature = toBase64url(ed25519.sign(recoveryStatement(challenge), recoverySigner(code.value).secret))
  const proven = await callRelay(proveRecovery, { request: { attempt, signature } })
  if (!proven.ok) return proven
  const { grant, account } = proven.value
  const vault = openKeptVault(account, proven.value, deriveLock('recovery', code.value))
  if (!vault.ok) return vault
  const registered = await registerPassword(password.value, registrationRequest =>
    callRelay(beginRecoveredPassword, { request: { grant, registrationRequest } }),
  )
  if (!registered.ok) return registered
  const { registrationRecord, exportKey } = registered.value
  const renewed = withPassword(vault.value, exportKey)
  const answer = await callRelay(finishRecovery, {
    request: {
      grant,
      registrationRecord,
      ...keepVault(renewed),
      device: deviceName(),
    },
  })
  if (!answer.ok) return answer
  return answer.value.person.keys.account === account
    ? ok({ person: answer.value.person, vault: renewed })
    : fail({ kind: 'relay-untrusted', what: 'person' })
}
