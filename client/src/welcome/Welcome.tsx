import { Route, Router, type RouteSectionProps } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import type { PendingSignUp } from '../session/session.ts'
import { RecoveryCode } from './RecoveryCode.tsx'
import { Recover } from './Recover.tsx'
import { SignIn, type SignInProps } from './SignIn.tsx'
import { SignUp } from './SignUp.tsx'
import { WelcomeFrame } from './WelcomeFrame.tsx'

/** Everything somebody sees who is not signed in. Any other address keeps its place and asks to sign in first. */
export function Welcome(props: SignInProps) {
  // Held above the routes: going back in the browser must not lose a recovery code nobody has noted yet.
  const [pending, setPending] = createSignal<PendingSignUp | null>(null)
  const Frame = (route: RouteSectionProps) => (
    <WelcomeFrame greeting={pending() === null && !['/sign-up', '/recover'].includes(route.location.pathname)}>
      <Show when={pending()} fallback={route.children}>
        {now => <RecoveryCode pending={now()} />}
      </Show>
    </WelcomeFrame>
  )
  return (
    <Router root={Frame}>
      <Route path="/sign-up" component={() => <SignUp onPending={setPending} />} />
      <Route path="/recover" component={Recover} />
      <Route path="*" component={() => <SignIn reason={props.reason} />} />
    </Router>
  )
}
