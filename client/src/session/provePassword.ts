import { beginLogin } from '@sarangbang/shared/api/index.ts'
import { fromBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { callRelay, type CallFault } from './callRelay.ts'
import { withOpaque } from './opaque.ts'
import { normalPassword } from './passwordRules.ts'

export interface PasswordProof {
  readonly attempt: string
  readonly finishLoginRequest: string
  /** The secret of the password lock. */
  readonly exportKey: Uint8Array
}

/** What the relay answers a wrong password and an unknown handle with; here the device itself found out (A2: one answer). */
const refused: CallFault = {
  kind: 'problem',
  problem: { type: 'tag:sarangbang,2026:login-refused', title: 'login-refused', status: 401, kind: 'login-refused' },
}

/** The device's half of an OPAQUE login: proof for the relay, and the key to the password lock. */
export const provePassword = async (handle: string, password: string): Promise<Result<PasswordProof, CallFault>> =>
  withOpaque(async opaque => {
    const normal = normalPassword(password)
    const { clientLoginState, startLoginRequest } = await opaque.startLogin({ password: normal })
    const answer = await callRelay(beginLogin, { request: { handle, startLoginRequest } })
    if (!answer.ok) return answer
    const { attempt, loginResponse } = answer.value
    try {
      const login = await opaque.finishLogin({ clientLoginState, loginResponse, password: normal })
      if (login === undefined) return fail(refused)
      const exportKey = fromBase64url(login.exportKey)
      if (exportKey !== null) return ok({ attempt, finishLoginRequest: login.finishLoginRequest, exportKey })
    } catch {
      // The library throws on a response it cannot read: only a broken or lying relay sends one.
    }
    return fail({ kind: 'relay-untrusted', what: 'loginResponse' })
  })
