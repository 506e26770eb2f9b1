import { Route, Router, type RouteSectionProps } from '@solidjs/router'
import { createEffect, createSignal, on, Show } from 'solid-js'
import type { PendingSignUp } from '../session/session.ts'
import { RecoveryCode } from './RecoveryCode.tsx'
import { Recover } from './Recover.tsx'
import { SignIn, type SignInProps } from './SignIn.tsx'
import { SignUp } from './SignUp.tsx'
import { WelcomeFrame } from './WelcomeFrame.tsx'

export interface WelcomeProps extends SignInProps {
  /** A sign-up left at its recovery code when the page was closed. */
  readonly pending?: PendingSignUp | undefined
}

/** Everything somebody sees who is not signed in. Any other address keeps its place and asks to sign in first. */
export function Welcome(props: WelcomeProps) {
  // Held above the routes: going back in the browser must not lose a recovery code nobody has noted yet.
  const [begun, setBegun] = createSignal<PendingSignUp | null>(null)
  const pending = () => begun() ?? props.pending ?? null
  const Frame = (route: RouteSectionProps) => {
    // The link that was pressed is gone with its screen: the next one's heading takes the focus, and is read.
    createEffect(
      on(
        () => route.location.pathname,
        () => queueMicrotask(() => document.querySelector<HTMLElement>('h1[tabindex]')?.focus()),
        { defer: true },
      ),
    )
    return (
      <WelcomeFrame greeting={pending() === null && !['/sign-up', '/recover'].includes(route.location.pathname)}>
        <Show when={pending()} fallback={route.children}>
          {now => <RecoveryCode pending={now()} />}
        </Show>
      </WelcomeFrame>
    )
  }
  return (
    <Router root={Frame}>
      <Route path="/sign-up" component={() => <SignUp onPending={setBegun} />} />
      <Route path="/recover" component={Recover} />
      <Route path="*" component={() => <SignIn reason={props.reason} />} />
    </Router>
  )
}
