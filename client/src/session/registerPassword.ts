import type { beginSignUp } from '@sarangbang/shared/api/index.ts'
import type { ResponseOf } from '@sarangbang/shared/api/route.ts'
import { fromBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { CallFault } from './callRelay.ts'
import { withOpaque } from './opaque.ts'
import { checkPassword, type PasswordFault } from './passwordRules.ts'

export interface RegisteredPassword {
  /** For the relay: verifies the password without holding it. */
  readonly registrationRecord: string
  /** The secret of the password lock; the same at every login with this password (RFC 9807 §6.4.4). */
  readonly exportKey: Uint8Array
}

/** An OPAQUE registration; `begin` asks the relay for its half. */
export const registerPassword = async (
  password: string,
  begin: (registrationRequest: string) => Promise<Result<ResponseOf<typeof beginSignUp>, CallFault>>,
): Promise<Result<RegisteredPassword, CallFault | PasswordFault>> => {
  const checked = checkPassword(password)
  if (!checked.ok) return checked
  return withOpaque(async opaque => {
    const { clientRegistrationState, registrationRequest } = await opaque.startRegistration({ password: checked.value })
    const answer = await begin(registrationRequest)
    if (!answer.ok) return answer
    try {
      const { registrationRecord, exportKey } = await opaque.finishRegistration({
        clientRegistrationState,
        registrationResponse: answer.value.registrationResponse,
        password: checked.value,
      })
      const secret = fromBase64url(exportKey)
      if (secret !== null) return ok({ registrationRecord, exportKey: secret })
    } catch {
      // The library throws on a response that is no point of the curve: only a broken or lying relay sends one.
    }
    return fail({ kind: 'relay-untrusted', what: 'registrationResponse' })
  })
}
