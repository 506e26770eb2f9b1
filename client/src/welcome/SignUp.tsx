import { A } from '@solidjs/router'
import { createMemo, createSignal } from 'solid-js'
import { sayFault, sayProblem } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import type { PendingSignUp } from '../session/session.ts'
import { useSession } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { createHandleCheck } from './createHandleCheck.ts'
import { createForm } from './createForm.ts'
import styles from './Form.module.css'
import { FormFault } from './FormFault.tsx'
import { HandleField } from './HandleField.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
import { sayPassword } from './sayPassword.ts'

export interface SignUpProps {
  /** The account exists; the recovery code is to be shown next. */
  readonly onPending: (pending: PendingSignUp) => void
}

/** A1: a handle that is free, a nickname, a password. Each says while typing whether it will do. */
export function SignUp(props: SignUpProps) {
  const session = useSession()
  const [handle, setHandle] = createSignal('')
  const [nickname, setNickname] = createSignal('')
  const [password, setPassword] = createSignal('')

  const typedHandle = createMemo(() => handle().trim())
  const state = createHandleCheck(typedHandle, typed => session.checkHandle(typed))
  /** The relay's last word about the handle itself belongs to its field. */
  const handleFault = () => {
    const now = form.fault()
    return now?.kind === 'problem' && (now.problem.kind === 'handle-taken' || now.problem.kind === 'handle-invalid')
      ? now
      : null
  }
  const handleError = () => {
    const no = handleFault()
    if (no) return sayFault(no)
    if (state() === 'taken') return sayProblem('handle-taken')
    if (state() === 'invalid') return sayProblem('handle-invalid')
    if (!form.tried() || state() !== 'short') return undefined
    return typedHandle() === '' ? words().welcome.handleEmpty : sayProblem('handle-invalid')
  }
  const handleHelp = () => {
    if (state() === 'checking') return words().welcome.handleChecking
    return state() === 'unchecked' ? words().welcome.handleUnchecked : words().welcome.handleHelp
  }
  const nicknameError = () => (form.tried() && nickname().trim() === '' ? words().faults.nicknameEmpty : undefined)

  const form = createForm({
    isRight: () => (handleError() ?? nicknameError() ?? sayPassword(password())) === undefined,
    send: async () => {
      const answer = await session.signUp({ handle: typedHandle(), nickname: nickname().trim(), password: password() })
      if (answer.ok) props.onPending(answer.value)
      return answer
    },
  })

  return (
    <form class={styles.form} onSubmit={form.submit} novalidate>
      <h1 class={styles.title} tabindex="-1">
        {words().welcome.signUpTitle}
      </h1>
      <p class={styles.intro}>{words().welcome.signUpPromise}</p>
      <HandleField
        value={handle()}
        onValue={value => {
          setHandle(value)
          form.forgetFault()
        }}
        error={handleError()}
        good={state() === 'free' ? words().welcome.handleFree : undefined}
        help={handleHelp()}
      />
      <Field
        label={words().welcome.nickname}
        value={nickname()}
        onValue={setNickname}
        error={nicknameError()}
        help={words().welcome.nicknameHelp}
        name="nickname"
        autocomplete="nickname"
        enterkeyhint="next"
        maxLength={40}
      />
      <NewPasswordField
        label={words().welcome.password}
        value={password()}
        onValue={setPassword}
        tried={form.tried()}
      />
      <FormFault fault={handleFault() ? null : form.fault()} />
      <div class={styles.actions}>
        <Button type="submit" tone="primary" wide busy={form.busy()}>
          {form.busy() ? words().welcome.signingUp : words().welcome.signUp}
        </Button>
      </div>
      <nav class={styles.foot} aria-label={words().welcome.otherWays}>
        <A class={styles.link} href="/">
          {words().welcome.toSignIn}
        </A>
      </nav>
    </form>
  )
}
