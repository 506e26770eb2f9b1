import { words } from '../i18n/words.ts'
import { PasswordField, type PasswordFieldProps } from '../ui/PasswordField.tsx'
import type { createForm } from '../welcome/createForm.ts'
import { isWrongPassword } from './isWrongPassword.ts'

export interface CurrentPasswordFieldProps extends Pick<PasswordFieldProps, 'value' | 'onValue' | 'enterkeyhint'> {
  readonly form: ReturnType<typeof createForm>
}

/** The password as it is, to show that it is its owner who asks. */
export function CurrentPasswordField(props: CurrentPasswordFieldProps) {
  const error = () => {
    if (isWrongPassword(props.form.fault())) return words().settings.currentWrong
    return props.form.tried() && props.value === '' ? words().settings.currentEmpty : undefined
  }
  return (
    <PasswordField
      label={words().settings.currentPassword}
      value={props.value}
      onValue={value => {
        props.onValue(value)
        props.form.forgetFault()
      }}
      error={error()}
      autocomplete="current-password"
      enterkeyhint={props.enterkeyhint}
    />
  )
}
