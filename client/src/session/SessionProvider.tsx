import { createContext, useContext, type JSX } from 'solid-js'
import type { Account, Session } from './session.ts'

const SessionContext = createContext<Session>()
const AccountContext = createContext<Account>()

export interface SessionProviderProps {
  readonly session: Session
  readonly children: JSX.Element
}

/** Lends the one session of this page to every screen. */
export function SessionProvider(props: SessionProviderProps) {
  // One session lives as long as the page, so it is read once.
  // oxlint-disable-next-line solid/reactivity
  return <SessionContext.Provider value={props.session}>{props.children}</SessionContext.Provider>
}

export const useSession = (): Session => {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession: no SessionProvider above')
  return session
}

export interface AccountProviderProps {
  readonly account: Account
  readonly children: JSX.Element
}

/** Lends the signed-in account to its screens, which live no longer than it does. */
export function AccountProvider(props: AccountProviderProps) {
  // Another account means another provider (App keys it), so here too one read is enough.
  // oxlint-disable-next-line solid/reactivity
  return <AccountContext.Provider value={props.account}>{props.children}</AccountContext.Provider>
}

export const useAccount = (): Account => {
  const account = useContext(AccountContext)
  if (!account) throw new Error('useAccount: no AccountProvider above; only signed-in screens have an account')
  return account
}
