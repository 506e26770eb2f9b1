import { A } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { sayFault } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import type { SessionFault } from '../session/session.ts'
import { useSession } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { createForm } from './createForm.ts'
import styles from './Form.module.css'
import { FormFault } from './FormFault.tsx'
import { HandleField } from './HandleField.tsx'
import { NewPasswordField } from './NewPasswordField.tsx'
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

  const handleError = () => (form.tried() && handle().trim() === '' ? words().welcome.handleEmpty : undefined)
  const codeError = () => {
    const now = form.fault()
    if (isCodeFault(now)) return sayFault(now)
    return form.tried() && code().trim() === '' ? words().welcome.codeEmpty : undefined
  }

  const form = createForm({
    isRight: () => (handleError() ?? codeError() ?? sayPassword(password())) === undefined,
    send: () => session.recover(handle().trim(), code(), password()),
  })

  return (
    <form class={styles.form} onSubmit={form.submit} novalidate>
      <h1 class={styles.title} tabindex="-1">
        {words().welcome.recoverTitle}
      </h1>
      <p class={styles.intro}>{words().welcome.recoverBody}</p>
      <HandleField
        value={handle()}
        onValue={value => {
          setHandle(value)
          form.forgetFault()
        }}
        error={handleError()}
      />
      <Field
        label={words().welcome.code}
        value={code()}
        onValue={value => {
          setCode(value)
          form.forgetFault()
        }}
        error={codeError()}
        autocomplete="off"
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="next"
      />
      <NewPasswordField
        label={words().welcome.newPassword}
        value={password()}
        onValue={setPassword}
        tried={form.tried()}
      />
      <FormFault fault={isCodeFault(form.fault()) ? null : form.fault()} />
      <div class={styles.actions}>
        <Button type="submit" tone="primary" wide busy={form.busy()}>
          {form.busy() ? words().welcome.recovering : words().welcome.recover}
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
