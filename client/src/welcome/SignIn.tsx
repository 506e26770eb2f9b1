import { A } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { sayFault } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import type { SessionState } from '../session/session.ts'
import { useSession } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { createForm } from './createForm.ts'
import styles from './Form.module.css'
import { FormFault } from './FormFault.tsx'
import { HandleField } from './HandleField.tsx'

export interface SignInProps {
  /** Why nobody is signed in here; somebody who was, is told. */
  readonly reason: Extract<SessionState, { kind: 'signed-out' }>['reason']
}

/** A2: handle and password. Whether it was the one or the other that is wrong, nobody learns. */
export function SignIn(props: SignInProps) {
  const session = useSession()
  const [handle, setHandle] = createSignal('')
  const [password, setPassword] = createSignal('')

  const refused = () => {
    const now = form.fault()
    return now?.kind === 'problem' && now.problem.kind === 'login-refused' ? now : null
  }
  const notice = () =>
    ({
      never: undefined,
      'logged-out': words().welcome.loggedOut,
      'session-ended': words().welcome.sessionEnded,
      withdrawn: words().welcome.withdrawn,
      cleared: words().welcome.cleared,
    })[props.reason]
  const handleError = () => (form.tried() && handle().trim() === '' ? words().welcome.handleEmpty : undefined)
  const passwordError = () => {
    const no = refused()
    if (no) return sayFault(no)
    return form.tried() && password() === '' ? words().welcome.passwordEmpty : undefined
  }

  const form = createForm({
    isRight: () => handle().trim() !== '' && password() !== '',
    send: () => session.logIn(handle().trim(), password()),
  })

  return (
    <form class={styles.form} onSubmit={form.submit} novalidate>
      <h1 class="spoken" tabindex="-1">{`${words().common.appName} — ${words().welcome.signIn}`}</h1>
      <Show when={notice()}>
        <p class={styles.notice} role="status">
          {notice()}
        </p>
      </Show>
      <HandleField
        value={handle()}
        onValue={value => {
          setHandle(value)
          form.forgetFault()
        }}
        error={handleError()}
      />
      <PasswordField
        label={words().welcome.password}
        value={password()}
        onValue={value => {
          setPassword(value)
          form.forgetFault()
        }}
        error={passwordError()}
        name="password"
        autocomplete="current-password"
        enterkeyhint="go"
      />
      <FormFault fault={refused() ? null : form.fault()} />
      <div class={styles.actions}>
        <Button type="submit" tone="primary" wide busy={form.busy()}>
          {form.busy() ? words().welcome.signingIn : words().welcome.signIn}
        </Button>
      </div>
      <nav class={styles.foot} aria-label={words().welcome.otherWays}>
        <A class={styles.link} href="/recover">
          {words().welcome.toRecover}
        </A>
        <A class={styles.link} href="/sign-up">
          {words().welcome.toSignUp}
        </A>
      </nav>
    </form>
  )
}
