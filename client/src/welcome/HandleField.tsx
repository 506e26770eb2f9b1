import { words } from '../i18n/words.ts'
import { Field, type FieldProps } from '../ui/Field.tsx'

/** Where a handle is typed: the name by which password managers know the account. */
export function HandleField(props: Pick<FieldProps, 'value' | 'onValue' | 'error' | 'good' | 'help'>) {
  return (
    <Field
      {...props}
      label={words().welcome.handle}
      name="username"
      autocomplete="username"
      autocapitalize="none"
      autocorrect="off"
      spellcheck={false}
      enterkeyhint="next"
      maxLength={64}
    />
  )
}
