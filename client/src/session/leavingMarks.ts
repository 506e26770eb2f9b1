import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { withLocalStorage } from '../replica/store/index.ts'

/**
 * Accounts that signed out here and whose copy is not all deleted yet. In localStorage: the page may be closed in the next moment, and
 * the next start has to go on. Where it is off, what was left stays until the account signs in again.
 */
const prefix = 'sarangbang.leaving/'

export const markLeaving = (account: AccountId): void =>
  withLocalStorage(marks => marks.setItem(prefix + account, '1'), undefined)
export const unmarkLeaving = (account: AccountId): void =>
  withLocalStorage(marks => marks.removeItem(prefix + account), undefined)
export const leavingAccounts = (): readonly AccountId[] =>
  withLocalStorage(
    marks =>
      Object.keys(marks)
        .filter(name => name.startsWith(prefix))
        .map(name => name.slice(prefix.length) as AccountId),
    [],
  )
