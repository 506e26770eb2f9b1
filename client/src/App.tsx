import { createEffect, ErrorBoundary, lazy, Match, Switch, type JSX } from 'solid-js'
import { words } from './i18n/words.ts'
import type { Session } from './session/session.ts'
import { AccountProvider, SessionProvider } from './session/SessionProvider.tsx'
import { Broken } from './ui/Broken.tsx'
import { createWatched } from './ui/createWatched.ts'
import { ScreenFailed } from './ui/ScreenFailed.tsx'
import { Starting } from './ui/Starting.tsx'
import { ToastRegion } from './ui/ToastRegion.tsx'

const Welcome = lazy(async () => {
  // With what its forms do, so that a network that goes away behind them finds nothing missing.
  const [module] = await Promise.all([import('./welcome/Welcome.tsx'), import('./session/entering.ts')])
  return { default: module.Welcome }
})
const SignedIn = lazy(() => import('./SignedIn.tsx').then(module => ({ default: module.SignedIn })))

export interface AppProps {
  readonly session: Session
}

/** Which screens there are follows from who uses this device. */
export function App(props: AppProps): JSX.Element {
  const state = createWatched(() => props.session.state)
  const signedOut = () => {
    const now = state()
    return now.kind === 'signed-out' ? now : null
  }
  const account = () => {
    const now = state()
    return now.kind === 'signed-in' ? now.account : null
  }
  const broken = () => {
    const now = state()
    return now.kind === 'broken' ? now : null
  }
  createEffect(() => {
    document.title = words().common.appName
  })
  return (
    <SessionProvider session={props.session}>
      <ErrorBoundary fallback={error => <ScreenFailed error={error} />}>
        <Switch fallback={<Starting />}>
          <Match when={signedOut()}>{now => <Welcome reason={now().reason} pending={now().pending} />}</Match>
          <Match when={account()} keyed>
            {now => (
              <AccountProvider account={now}>
                <SignedIn />
              </AccountProvider>
            )}
          </Match>
          <Match when={broken()}>{now => <Broken reason={now().reason} />}</Match>
        </Switch>
      </ErrorBoundary>
      <ToastRegion />
    </SessionProvider>
  )
}
