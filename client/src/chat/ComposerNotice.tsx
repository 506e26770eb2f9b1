import CircleAlert from 'lucide-solid/icons/circle-alert'
import { Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { WriteFault } from '../replica/replica.ts'
import { Icon } from '../ui/Icon.tsx'
import { useConversation } from './conversationScope.ts'
import styles from './ComposerNotice.module.css'
import { sayWriteFault } from './sayWriteFault.ts'
import { sayName } from '../rooms/sayName.ts'

export interface ComposerNoticeProps {
  readonly fault: WriteFault | null
  /** Graphemes left of the limit, once it is near; negative over it. */
  readonly left: number | null
}

/** Why the text is still here, and how much room it has. */
export function ComposerNotice(props: ComposerNoticeProps) {
  const conversation = useConversation()
  return (
    <>
      <div role="alert">
        <Show when={props.fault}>
          {fault => (
            <p class={styles.fault}>
              <Icon of={CircleAlert} size={16} />
              <span>{sayWriteFault(fault(), sayName(conversation.room.other))}</span>
            </p>
          )}
        </Show>
      </div>
      <Show when={props.left !== null ? { left: props.left } : null}>
        {count => (
          <p class={styles.count} data-over={count().left < 0 ? '' : undefined}>
            {count().left < 0 ? words().chat.lettersOver(-count().left) : words().chat.lettersLeft(count().left)}
          </p>
        )}
      </Show>
    </>
  )
}
