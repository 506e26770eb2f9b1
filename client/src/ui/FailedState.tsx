import RotateCw from 'lucide-solid/icons/rotate-cw'
import { Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Button } from './Button.tsx'
import styles from './FailedState.module.css'
import { Icon } from './Icon.tsx'

export interface FailedStateProps {
  /** What failed. */
  readonly title: string
  /** Why, and what still works. */
  readonly body?: string | undefined
  readonly onRetry?: (() => void) | undefined
  readonly retrying?: boolean | undefined
}

/** Something could not be had: what, what still works, and another try. */
export function FailedState(props: FailedStateProps) {
  return (
    <div class={styles.failed} role="alert">
      <p class={styles.title}>{props.title}</p>
      <Show when={props.body}>
        <p class={styles.body}>{props.body}</p>
      </Show>
      <Show when={props.onRetry}>
        {retry => (
          <div class={styles.action}>
            <Button icon={<Icon of={RotateCw} size={20} />} busy={props.retrying} onClick={() => retry()()}>
              {words().common.retry}
            </Button>
          </div>
        )}
      </Show>
    </div>
  )
}
