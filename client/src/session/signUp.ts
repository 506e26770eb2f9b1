import { beginSignUp, finishSignUp, type Person } from '@sarangbang/shared/api/index.ts'
import { accountKeysOf } from '@sarangbang/shared/crypto/accountKeysOf.ts'
import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { createIdentity } from '@sarangbang/shared/crypto/createIdentity.ts'
import { deriveLock, recoverySigner } from '@sarangbang/shared/crypto/deriveLock.ts'
import { createRecoverySecret, formatRecoveryCode } from '@sarangbang/shared/crypto/recoveryCode.ts'
import { signUpStatement } from '@sarangbang/shared/crypto/statements.ts'
import type { Vault } from '@sarangbang/shared/crypto/vault.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { ed25519 } from '@noble/curves/ed25519.js'
import { callRelay } from './callRelay.ts'
import { deviceName } from './deviceName.ts'
import { keepVault } from './keepVault.ts'
import { randomBytes } from './randomBytes.ts'
import { registerPassword } from './registerPassword.ts'
import type { SessionFault, SignUpForm } from './session.ts'

/** A person with the private keys that make this device theirs. */
export interface SignedIn {
  readonly person: Person
  readonly vault: Vault
}

/** A1: makes the keys on this device and registers them. The recovery code exists nowhere else: it has to be noted now. */
export const signUp = async ({
  handle,
  nickname,
  password,
}: SignUpForm): Promise<Result<SignedIn & { readonly recoveryCode: string }, SessionFault>> => {
  if (nickname.trim() === '') return fail({ kind: 'nickname-empty' })
  const identity = createIdentity(randomBytes)
  const registered = await registerPassword(password, registrationRequest =>
    callRelay(beginSignUp, { request: { handle, account: identity.account, registrationRequest } }),
  )
  if (!registered.ok) return registered
  const { registrationRecord, exportKey } = registered.value
  const code = createRecoverySecret(randomBytes)
  const vault: Vault = {
    identity,
    locks: [
      { kind: 'password', publicKey: deriveLock('password', exportKey).public },
      { kind: 'recovery', publicKey: deriveLock('recovery', code).public },
    ],
  }
  const recoveryKey = toBase64url(recoverySigner(code).public)
  const answer = await callRelay(finishSignUp, {
    request: {
      handle,
      nickname: nickname.trim().normalize('NFC'),
      keys: accountKeysOf(identity),
      registrationRecord,
      ...keepVault(vault),
      recoveryKey,
      signature: toBase64url(
        ed25519.sign(signUpStatement(handle, recoveryKey, registrationRecord), identity.signing.secret),
      ),
      device: deviceName(),
    },
  })
  if (!answer.ok) return answer
  return ok({ person: answer.value.person, vault, recoveryCode: formatRecoveryCode(code) })
}
