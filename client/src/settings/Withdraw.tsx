import { createEffect, createSignal, createUniqueId, on } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { SessionFault } from '../session/session.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { createSubmit } from '../welcome/createSubmit.ts'
import { FormFault } from '../welcome/FormFault.tsx'
import styles from './DialogForm.module.css'
import { isWrongPassword } from './isWrongPassword.ts'

export interface WithdrawProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** A4: the account goes, for good. The password is asked, so that a phone left on a table cannot do it. */
export function Withdraw(props: WithdrawProps) {
  const account = useAccount()
  const formId = createUniqueId()
  const [password, setPassword] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [fault, setFault] = createSignal<SessionFault | null>(null)
  createEffect(
    on(
      () => props.open,
      () => {
        setPassword('')
        setTried(false)
        setFault(null)
      },
    ),
  )
  const passwordError = () => {
    if (isWrongPassword(fault())) return words().settings.currentWrong
    return tried() && password() === '' ? words().settings.currentEmpty : undefined
  }
  const { busy, submit } = createSubmit(async () => {
    setTried(true)
    setFault(null)
    if (passwordError()) return
    // When it has worked, the session says "signed out" and this screen is gone.
    const answer = await account.withdraw(password())
    if (!answer.ok) setFault(answer.error)
  })
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      busy={busy()}
      title={words().settings.withdrawTitle}
      body={words().settings.withdrawBody}
      actions={
        <>
          <Button disabled={busy()} onClick={() => props.onClose()}>
            {words().common.cancel}
          </Button>
          <Button tone="danger" type="submit" form={formId} busy={busy()}>
            {busy() ? words().settings.withdrawing : words().settings.withdraw}
          </Button>
        </>
      }
    >
      <form class={styles.form} id={formId} onSubmit={event => void submit(event)} novalidate>
        <input hidden autocomplete="username" value={account.me.handle} readOnly />
        <PasswordField
          label={words().settings.currentPassword}
          value={password()}
          onValue={value => {
            setPassword(value)
            setFault(null)
          }}
          error={passwordError()}
          autocomplete="current-password"
          enterkeyhint="go"
        />
        <FormFault fault={isWrongPassword(fault()) ? null : fault()} />
      </form>
    </Dialog>
  )
}
