import { A } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { sayFault } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import type { SessionFault } from '../session/session.ts'
import { useSession } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { createSubmit } from './createSubmit.ts'
import styles from './Form.module.css'
import { FormFault } from './FormFault.tsx'
import { sayPassword } from './sayPassword.ts'

/** Faults that are the code's own, said beneath it. */
const isCodeFault = (fault: SessionFault | null): fault is SessionFault =>
  fault?.kind === 'recovery-code-malformed' || (fault?.kind === 'problem' && fault.problem.kind === 'recovery-refused')

/** A3: handle, recovery code and a new password bring an account back. */
export function Recover() {
  const session = useSession()
  const [handle, setHandle] = createSignal('')
  const [code, setCode] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [passwordLeft, setPasswordLeft] = createSignal(false)
  const [tried, setTried] = createSignal(false)
  const [fault, setFault] = createSignal<SessionFault | null>(null)

  const handleError = () => (tried() && handle().trim() === '' ? words().welcome.handleEmpty : undefined)
  const codeError = () => {
    const now = fault()
    if (isCodeFault(now)) return sayFault(now)
    return tried() && code().trim() === '' ? words().welcome.codeEmpty : undefined
  }
  const passwordError = () =>
    tried() || (password() !== '' && (passwordLeft() || /\s/u.test(password()))) ? sayPassword(password()) : undefined
  const passwordGood = () => (sayPassword(password()) === undefined ? words().welcome.passwordGood : undefined)

  const { busy, submit } = createSubmit(async () => {
    setTried(true)
    setFault(null)
    if (handleError() ?? codeError() ?? passwordError()) return
    const answer = await session.recover(handle().trim(), code(), password())
    if (!answer.ok) setFault(answer.error)
  })

  return (
    <form class={styles.form} onSubmit={event => void submit(event)} novalidate>
      <h1 class={styles.title} tabindex="-1">
        {words().welcome.recoverTitle}
      </h1>
      <p class={styles.intro}>{words().welcome.recoverBody}</p>
      <Field
        label={words().welcome.handle}
        value={handle()}
        onValue={value => {
          setHandle(value)
          setFault(null)
        }}
        error={handleError()}
        name="username"
        autocomplete="username"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="next"
        maxLength={64}
      />
      <Field
        label={words().welcome.code}
        value={code()}
        onValue={value => {
          setCode(value)
          setFault(null)
        }}
        error={codeError()}
        autocomplete="off"
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="next"
      />
      <PasswordField
        label={words().welcome.newPassword}
        value={password()}
        onValue={setPassword}
        onBlur={() => setPasswordLeft(true)}
        error={passwordError()}
        good={passwordGood()}
        help={words().welcome.passwordHelp}
        name="new-password"
        autocomplete="new-password"
        enterkeyhint="go"
      />
      <FormFault fault={isCodeFault(fault()) ? null : fault()} />
      <div class={styles.actions}>
        <Button type="submit" tone="primary" wide busy={busy()}>
          {busy() ? words().welcome.recovering : words().welcome.recover}
        </Button>
      </div>
      <nav class={styles.foot} aria-label={words().welcome.otherWays}>
        <A class={styles.link} href="/">
          {words().welcome.rememberAfterAll}
        </A>
      </nav>
    </form>
  )
}
