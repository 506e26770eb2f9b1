import { createEffect, createSignal, createUniqueId, on } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { SessionFault } from '../session/session.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { showToast } from '../ui/toast.ts'
import { createSubmit } from '../welcome/createSubmit.ts'
import { FormFault } from '../welcome/FormFault.tsx'
import { sayPassword } from '../welcome/sayPassword.ts'
import styles from './DialogForm.module.css'
import { isWrongPassword } from './isWrongPassword.ts'

export interface ChangePasswordProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** A3: a new password for the old one; every other device is signed out by it. */
export function ChangePassword(props: ChangePasswordProps) {
  const account = useAccount()
  const formId = createUniqueId()
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [fault, setFault] = createSignal<SessionFault | null>(null)
  // Passwords do not outlive the dialog.
  createEffect(
    on(
      () => props.open,
      () => {
        setCurrent('')
        setNext('')
        setTried(false)
        setFault(null)
      },
    ),
  )
  const currentError = () => {
    if (isWrongPassword(fault())) return words().settings.currentWrong
    return tried() && current() === '' ? words().settings.currentEmpty : undefined
  }
  const nextError = () => (tried() || /\s/u.test(next()) ? sayPassword(next()) : undefined)
  const { busy, submit } = createSubmit(async () => {
    setTried(true)
    setFault(null)
    if (currentError() ?? nextError()) return
    const answer = await account.changePassword(current(), next())
    if (answer.ok) {
      props.onClose()
      showToast({ text: words().settings.passwordChanged })
    } else setFault(answer.error)
  })
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      busy={busy()}
      title={words().settings.changePassword}
      body={words().settings.changePasswordBody}
      actions={
        <>
          <Button disabled={busy()} onClick={() => props.onClose()}>
            {words().common.cancel}
          </Button>
          <Button tone="primary" type="submit" form={formId} busy={busy()}>
            {busy() ? words().settings.changing : words().settings.change}
          </Button>
        </>
      }
    >
      <form class={styles.form} id={formId} onSubmit={event => void submit(event)} novalidate>
        {/* For password managers: whose password this is. */}
        <input hidden autocomplete="username" value={account.me.handle} readOnly />
        <PasswordField
          label={words().settings.currentPassword}
          value={current()}
          onValue={value => {
            setCurrent(value)
            setFault(null)
          }}
          error={currentError()}
          autocomplete="current-password"
          enterkeyhint="next"
        />
        <PasswordField
          label={words().settings.newPassword}
          value={next()}
          onValue={setNext}
          error={nextError()}
          good={sayPassword(next()) === undefined ? words().welcome.passwordGood : undefined}
          help={words().welcome.passwordHelp}
          autocomplete="new-password"
          enterkeyhint="go"
        />
        <FormFault fault={isWrongPassword(fault()) ? null : fault()} />
      </form>
    </Dialog>
  )
}
