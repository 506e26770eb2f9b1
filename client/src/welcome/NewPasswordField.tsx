import { createSignal } from 'solid-js'
import { words } from '../i18n/words.ts'
import { PasswordField } from '../ui/PasswordField.tsx'
import { sayPassword } from './sayPassword.ts'

export interface NewPasswordFieldProps {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  /** Whether the form was sent with it. */
  readonly tried: boolean
}

/** The last field of a form that sets a password; says while typing whether it will do. */
export function NewPasswordField(props: NewPasswordFieldProps) {
  const [left, setLeft] = createSignal(false)
  // A space can be named at once; "too short" only once one has left the field or tried.
  const isSaid = () => props.tried || (props.value !== '' && (left() || /\s/u.test(props.value)))
  return (
    <PasswordField
      label={props.label}
      value={props.value}
      onValue={props.onValue}
      onBlur={() => setLeft(true)}
      error={isSaid() ? sayPassword(props.value) : undefined}
      good={sayPassword(props.value) === undefined ? words().welcome.passwordGood : undefined}
      help={words().welcome.passwordHelp}
      name="new-password"
      autocomplete="new-password"
      enterkeyhint="go"
    />
  )
}
