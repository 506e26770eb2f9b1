import Eye from 'lucide-solid/icons/eye'
import EyeOff from 'lucide-solid/icons/eye-off'
import { createSignal, splitProps } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Field, type FieldProps } from './Field.tsx'
import { Icon } from './Icon.tsx'
import styles from './PasswordField.module.css'

export interface PasswordFieldProps extends Omit<FieldProps, 'type' | 'trailing' | 'autocomplete'> {
  readonly autocomplete: 'current-password' | 'new-password'
}

/** A field whose letters are dots until its owner asks to see them. */
export function PasswordField(props: PasswordFieldProps) {
  const [own, rest] = splitProps(props, ['autocomplete'])
  const [seen, setSeen] = createSignal(false)
  return (
    <Field
      {...rest}
      type={seen() ? 'text' : 'password'}
      autocomplete={own.autocomplete}
      autocapitalize="off"
      autocorrect="off"
      spellcheck={false}
      trailing={
        <button
          type="button"
          class={styles.eye}
          aria-label={words().common.showPassword}
          aria-pressed={seen()}
          onClick={() => setSeen(!seen())}
        >
          <Icon of={seen() ? EyeOff : Eye} size={20} />
        </button>
      }
    />
  )
}
