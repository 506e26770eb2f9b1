import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'

const prefix = 'sarangbang.leaving/'

/**
 * Accounts that signed out here and whose copy is not all deleted yet. In localStorage, which answers at once: the page may be closed
 * in the next moment, and the next start has to go on. Where it is off, what was left stays until the account signs in again.
 */
const withMarks = <T>(use: (marks: Storage) => T, otherwise: T): T => {
  try {
    return use(localStorage)
  } catch {
    // Throws where the person forbids site data, or when it is full.
    return otherwise
  }
}

export const markLeaving = (account: AccountId): void =>
  withMarks(marks => marks.setItem(prefix + account, '1'), undefined)
export const unmarkLeaving = (account: AccountId): void =>
  withMarks(marks => marks.removeItem(prefix + account), undefined)
export const leavingAccounts = (): readonly AccountId[] =>
  withMarks(
    marks =>
      Object.keys(marks)
        .filter(name => name.startsWith(prefix))
        .map(name => name.slice(prefix.length) as AccountId),
    [],
  )
