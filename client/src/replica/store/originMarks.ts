import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { withLocalStorage } from './withLocalStorage.ts'

/**
 * A few words in localStorage, which the browser keeps in other files than IndexedDB. One damaged log can empty every database of an
 * origin without an error; a mark without its database is the only way to notice (measured: of 300 entries, 300 lost silently).
 * Where localStorage is off, nothing is noticed and all else works.
 */
/** What the names of all accounts' databases begin with (accountDatabase.ts). */
const deviceName = 'sarangbang'
const prefix = 'sarangbang.mark/'
const forgottenPrefix = 'sarangbang.forgotten/'

/** Whether this database has been on this device. */
export const isMarked = (database: string): boolean =>
  withLocalStorage(marks => marks.getItem(prefix + database) !== null, false)
export const mark = (database: string): void => {
  if (!isMarked(database)) withLocalStorage(marks => marks.setItem(prefix + database, '1'), undefined)
}
export const unmark = (database: string): void =>
  withLocalStorage(marks => marks.removeItem(prefix + database), undefined)

/** Whether any account has its own database on this device, or had it when it was last seen. */
export const isAnyAccountMarked = (): boolean =>
  withLocalStorage(marks => Object.keys(marks).some(name => name.startsWith(`${prefix}${deviceName}/`)), false)

/** An account that was forgotten on purpose: other tabs must not bring its databases back. */
export const isForgotten = (account: AccountId): boolean =>
  withLocalStorage(marks => marks.getItem(forgottenPrefix + account) !== null, false)
export const markForgotten = (account: AccountId): void =>
  withLocalStorage(marks => marks.setItem(forgottenPrefix + account, '1'), undefined)
/** The account signs in on this device again. */
export const unmarkForgotten = (account: AccountId): void =>
  withLocalStorage(marks => marks.removeItem(forgottenPrefix + account), undefined)
