import CircleAlert from 'lucide-solid/icons/circle-alert'
import { Show } from 'solid-js'
import { sayProblem } from '../i18n/sayFault.ts'
import { words } from '../i18n/words.ts'
import type { QueuedRequest } from '../session/session.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './PersonRow.module.css'

export interface QueuedRowProps {
  readonly request: QueuedRequest
  readonly offline: boolean
  readonly onDismiss: () => void
}

/** A request that is still on this device: waiting for the relay, or refused by it, with the reason. */
export function QueuedRow(props: QueuedRowProps) {
  const waits = () => (props.offline ? words().people.queued : words().people.queuedSending)
  return (
    <li class={styles.row}>
      <Avatar id={props.request.handle} name={props.request.handle} />
      <div class={styles.words}>
        <span class={styles.name}>{props.request.handle}</span>
        <Show when={props.request.refused} fallback={<span class={styles.state}>{waits()}</span>}>
          {refused => (
            <span class={styles.refused} role="alert">
              <Icon of={CircleAlert} size={16} />
              <span>{sayProblem(refused())}</span>
            </span>
          )}
        </Show>
      </div>
      <Button
        tone="quiet"
        aria-label={words().people.dismissOf(props.request.handle)}
        onClick={() => props.onDismiss()}
      >
        {words().people.dismiss}
      </Button>
    </li>
  )
}
