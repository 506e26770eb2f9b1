import CircleAlert from 'lucide-solid/icons/circle-alert'
import { Show } from 'solid-js'
import { sayFault } from '../i18n/sayFault.ts'
import type { SessionFault } from '../session/session.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './Form.module.css'

export interface FormFaultProps {
  readonly fault: SessionFault | null
}

/** What the whole form could not do, as opposed to one of its fields. The live region stands there from the start. */
export function FormFault(props: FormFaultProps) {
  return (
    <div role="alert">
      <Show when={props.fault}>
        {fault => (
          <p class={styles.fault}>
            <Icon of={CircleAlert} size={16} />
            <span>{sayFault(fault())}</span>
          </p>
        )}
      </Show>
    </div>
  )
}
