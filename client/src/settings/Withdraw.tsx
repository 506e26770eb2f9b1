import { createSignal } from 'solid-js'
import { words } from '../i18n/words.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { createForm } from '../welcome/createForm.ts'
import { CurrentPasswordField } from './CurrentPasswordField.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'

export interface WithdrawProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** A4: the account goes, for good. The password is asked, so that a phone left on a table cannot do it. */
export function Withdraw(props: WithdrawProps) {
  const account = useAccount()
  const [password, setPassword] = createSignal('')
  const form = createForm({
    isRight: () => password() !== '',
    // When it has worked, the session says "signed out" and this screen is gone.
    send: () => account.withdraw(password()),
  })
  return (
    <PasswordDialog
      open={props.open}
      onClose={props.onClose}
      title={words().settings.withdrawTitle}
      body={words().settings.withdrawBody}
      verb={form.busy() ? words().settings.withdrawing : words().settings.withdraw}
      tone="danger"
      form={form}
      forget={() => setPassword('')}
    >
      <CurrentPasswordField form={form} value={password()} onValue={setPassword} enterkeyhint="go" />
    </PasswordDialog>
  )
}
