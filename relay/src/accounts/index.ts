import type { Mounting } from '../http/mount.ts'
import type { AccountsContext } from './accountsContext.ts'
import { mountChangePassword } from './changePassword.ts'
import { mountLogIn } from './logIn.ts'
import { mountRecovery } from './recovery.ts'
import { mountSessions } from './sessions.ts'
import { mountSignUp } from './signUp.ts'
import { mountWithdrawal } from './withdrawal.ts'

/** Every route of shared/src/api/accounts.ts. */
export const mountAccounts = (mounting: Mounting, context: AccountsContext): void => {
  mountSignUp(mounting, context)
  mountLogIn(mounting, context)
  mountSessions(mounting, context)
  mountChangePassword(mounting, context)
  mountRecovery(mounting, context)
  mountWithdrawal(mounting, context)
}
