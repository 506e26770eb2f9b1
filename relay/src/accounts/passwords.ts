import { client, server } from '@serenity-kit/opaque'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { Refusal } from '../http/refusal.ts'
import type { AccountRecords, StoredAccount } from '../store/accounts.ts'
import { makeAttempts } from './attempts.ts'
import { handleKey } from './handle.ts'
import type { RelaySecret } from './relaySecret.ts'

/** OPAQUE's server side (RFC 9807): proofs of passwords that never come here. */
export interface Passwords {
  /** First half of setting a password. Refuses what is no message of the protocol. */
  register(account: AccountId, registrationRequest: string): Result<string, Refusal>
  /** Whether a record can be used for logins at all: whoever signs up with another would only lock themselves out, loudly. */
  isRecord(account: AccountId, registrationRecord: string): boolean
  /**
   * First half of a proof. A handle that nobody has takes the same steps with a made-up record, and repeats itself as a real one
   * would (RFC 9807 §10.9).
   */
  begin(handle: string, startLoginRequest: string): Promise<Result<Begun, Refusal>>
  /** Second half: whose password was proved, as the account was when it began. `attempt-expired`, `login-refused`. */
  finish(attempt: string, finishLoginRequest: string): Result<StoredAccount, Refusal>
}
export interface Begun {
  readonly attempt: string
  readonly loginResponse: string
}
interface Attempt {
  readonly serverLoginState: string
  readonly account: StoredAccount | null
}

export const makePasswords = (accounts: AccountRecords, secret: RelaySecret, steadyMs: () => number): Passwords => {
  const serverSetup = secret.opaqueSetup
  const attempts = makeAttempts<Attempt>(steadyMs)
  const probe = client.startLogin({ password: 'probe' }).startLoginRequest
  const malformed = (field: string): Refusal => ({
    kind: 'request-invalid',
    detail: `body.${field}: not an OPAQUE message`,
  })
  return {
    register(account, registrationRequest) {
      try {
        const request = { serverSetup, userIdentifier: account, registrationRequest }
        return ok(server.createRegistrationResponse(request).registrationResponse)
      } catch {
        return fail(malformed('registrationRequest'))
      }
    },
    isRecord(account, registrationRecord) {
      try {
        server.startLogin({ serverSetup, userIdentifier: account, registrationRecord, startLoginRequest: probe })
        return true
      } catch {
        return false
      }
    },
    async begin(handle, startLoginRequest) {
      const key = handleKey(handle)
      const account = await accounts.byHandleKey(key)
      // Made for known handles too: equal work.
      const stranger = secret.digest('unknown-handle', key)
      try {
        const { serverLoginState, loginResponse } = server.startLogin({
          serverSetup,
          userIdentifier: account?.keys.account ?? stranger,
          registrationRecord: account?.registrationRecord ?? null,
          startLoginRequest,
        })
        return ok({ attempt: attempts.begin({ serverLoginState, account }), loginResponse })
      } catch {
        return fail(malformed('startLoginRequest'))
      }
    },
    finish(attempt, finishLoginRequest) {
      const begun = attempts.take(attempt)
      if (!begun) return fail({ kind: 'attempt-expired' })
      try {
        server.finishLogin({ serverLoginState: begun.serverLoginState, finishLoginRequest })
      } catch {
        // A wrong password and bytes that are no message look the same to the library, and are the same to us.
        return fail({ kind: 'login-refused' })
      }
      return begun.account ? ok(begun.account) : fail({ kind: 'login-refused' })
    },
  }
}
