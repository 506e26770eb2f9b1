import type { Lock } from '@sarangbang/shared/api/field.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { Refusal } from '../http/refusal.ts'
import type { StoredSecrets } from '../store/accounts.ts'
import type { Passwords } from './passwords.ts'

/**
 * Checks what an account asks to keep: a record that logins can use, and exactly one lock of each kind. Without either the person
 * would be locked out, and learn of it only at the next login.
 */
export const checkKeeping = (
  passwords: Passwords,
  account: AccountId,
  { registrationRecord, vault, locks }: StoredSecrets,
): Result<StoredSecrets, Refusal> => {
  if (!passwords.isRecord(account, registrationRecord))
    return fail({ kind: 'request-invalid', detail: 'body.registrationRecord: not an OPAQUE record' })
  const kinds: Record<Lock['kind'], number> = { password: 0, recovery: 0 }
  for (const lock of locks) kinds[lock.kind] += 1
  if (kinds.password !== 1 || kinds.recovery !== 1)
    return fail({ kind: 'request-invalid', detail: 'body.locks: one of each kind' })
  return ok({ registrationRecord, vault, locks })
}
