import { createSignal } from 'solid-js'
import { words } from '../i18n/words.ts'
import { useAccount } from '../session/SessionProvider.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { showToast } from '../ui/toast.ts'
import { createForm } from '../welcome/createForm.ts'
import { sayPassword } from '../welcome/sayPassword.ts'
import { CurrentPasswordField } from './CurrentPasswordField.tsx'
import { PasswordDialog } from './PasswordDialog.tsx'

export interface ChangePasswordProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** A3: a new password for the old one; every other device is signed out by it. */
export function ChangePassword(props: ChangePasswordProps) {
  const account = useAccount()
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const form = createForm({
    isRight: () => current() !== '' && sayPassword(next()) === undefined,
    send: async () => {
      const answer = await account.changePassword(current(), next())
      if (answer.ok) {
        props.onClose()
        showToast({ text: words().settings.passwordChanged })
      }
      return answer
    },
  })
  const nextFault = () => sayPassword(next())
  return (
    <PasswordDialog
      open={props.open}
      onClose={props.onClose}
      title={words().settings.changePassword}
      body={words().settings.changePasswordBody}
      verb={form.busy() ? words().settings.changing : words().settings.change}
      tone="primary"
      form={form}
      forget={() => {
        setCurrent('')
        setNext('')
      }}
    >
      <CurrentPasswordField form={form} value={current()} onValue={setCurrent} enterkeyhint="next" />
      <PasswordField
        label={words().settings.newPassword}
        value={next()}
        onValue={setNext}
        error={form.tried() || /\s/u.test(next()) ? nextFault() : undefined}
        good={nextFault() === undefined ? words().welcome.passwordGood : undefined}
        help={words().welcome.passwordHelp}
        autocomplete="new-password"
        enterkeyhint="go"
      />
    </PasswordDialog>
  )
}
