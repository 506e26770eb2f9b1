import type { AccountKeys } from '@sarangbang/shared/api/field.ts'
import { checkAccountKeys } from '@sarangbang/shared/crypto/checkAccountKeys.ts'

/** More than any account has friends; then it starts anew. */
const maxKnown = 10_000
const known = new Map<string, Uint8Array | null>()

/**
 * The agreement key that an account itself has signed; `null` where it has not: nothing may be sealed to that one. Checked once:
 * a signature in JavaScript takes 3–12 ms, and the chats list of 200 rooms must not wait for 400 of them.
 */
export const agreementKeyOf = (keys: AccountKeys): Uint8Array | null => {
  const name = `${keys.account}/${keys.agreement}/${keys.signature}`
  const before = known.get(name)
  if (before !== undefined) return before
  if (known.size >= maxKnown) known.clear()
  const checked = checkAccountKeys(keys)
  const key = checked.ok ? checked.value.agreement : null
  known.set(name, key)
  return key
}
