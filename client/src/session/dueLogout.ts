import { logout } from '@sarangbang/shared/api/index.ts'
import { callRelay } from './callRelay.ts'
import { withLocalStorage } from '../replica/store/index.ts'

/**
 * Logging out with no network: this device forgets everything at once, but its session is the relay's to end, and the cookie that
 * names it is out of a page's reach. The mark outlives the page, so that the relay is told at the next chance.
 */
const mark = 'sarangbang.logout-due'

/** Tells the relay that this device's session is over, now or, where it does not answer, at the next start signed out. */
export const endSessionAtRelay = async (): Promise<void> => {
  withLocalStorage(marks => marks.setItem(mark, '1'), undefined)
  const answer = await callRelay(logout)
  // A refusal is an answer: the session is over already.
  if (answer.ok || answer.error.kind === 'problem') forgetDueLogout()
}

/** What an earlier page could not say. Only while nobody is signed in here: the cookie would be a new session's. */
export const endDueSession = async (): Promise<void> => {
  if (withLocalStorage(marks => marks.getItem(mark) !== null, false)) await endSessionAtRelay()
}

/** A new session has taken the cookie's place. */
export const forgetDueLogout = (): void => withLocalStorage(marks => marks.removeItem(mark), undefined)
