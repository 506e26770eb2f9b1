import { finishLogin } from '@sarangbang/shared/api/index.ts'
import { deriveLock } from '@sarangbang/shared/crypto/deriveLock.ts'
import { ok, type Result } from '@sarangbang/shared/result.ts'
import { callRelay, type CallFault } from './callRelay.ts'
import { deviceName } from './deviceName.ts'
import { openKeptVault } from './openKeptVault.ts'
import { provePassword } from './provePassword.ts'
import type { SignedIn } from './signUp.ts'

/** A2: proves the password and opens the vault with it: the relay learns neither. */
export const logIn = async (handle: string, password: string): Promise<Result<SignedIn, CallFault>> => {
  const proof = await provePassword(handle, password)
  if (!proof.ok) return proof
  const { attempt, finishLoginRequest, exportKey } = proof.value
  const answer = await callRelay(finishLogin, { request: { attempt, finishLoginRequest, device: deviceName() } })
  if (!answer.ok) return answer
  const { person } = answer.value
  const vault = openKeptVault(person.keys.account, answer.value, deriveLock('password', exportKey))
  return vault.ok ? ok({ person, vault: vault.value }) : vault
}
