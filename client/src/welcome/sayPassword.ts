import { sayFault } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import { checkPassword } from '../session/passwordRules.ts'

/** What is wrong with a new password, in words; `undefined` when nothing is. */
export const sayPassword = (password: string): string | undefined => {
  if (password === '') return words().welcome.passwordEmpty
  const checked = checkPassword(password)
  return checked.ok ? undefined : sayFault(checked.error)
}
