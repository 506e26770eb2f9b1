import type { TimelineErased, TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import Ban from 'lucide-solid/icons/ban'
import BellOff from 'lucide-solid/icons/bell-off'
import { Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { isMessage, useConversation } from './conversationScope.ts'
import { FoldedText } from './FoldedText.tsx'
import styles from './MessageBubble.module.css'
import { ReplyQuote } from './ReplyQuote.tsx'

export interface MessageBubbleProps {
  readonly item: TimelineMessage | TimelineErased
  readonly own: boolean
  readonly head: boolean
  readonly tail: boolean
}

/** What was said, on paper when others say it and on wood when I do; an erased message leaves an outline. */
export function MessageBubble(props: MessageBubbleProps) {
  const message = () => (isMessage(props.item) ? props.item : null)
  return (
    <Show
      when={message()}
      fallback={
        <div
          class={styles.bubble}
          data-erased=""
          data-own={props.own ? '' : undefined}
          data-head={props.head ? '' : undefined}
          data-tail={props.tail ? '' : undefined}
        >
          <Icon of={Ban} size={16} />
          <span>{words().chat.erased}</span>
        </div>
      }
    >
      {item => <Spoken {...props} item={item()} />}
    </Show>
  )
}

function Spoken(props: MessageBubbleProps & { readonly item: TimelineMessage }) {
  const conversation = useConversation()
  const reachable = () => conversation.isCurrent(props.item.ref.id)
  return (
    <div
      class={styles.bubble}
      data-own={props.own ? '' : undefined}
      data-head={props.head ? '' : undefined}
      data-tail={props.tail ? '' : undefined}
      data-lit={conversation.isLit(props.item.ref.id) ? '' : undefined}
    >
      <Show when={props.item.replyTo}>{to => <ReplyQuote to={to()} own={props.own} reachable={reachable()} />}</Show>
      <FoldedText
        id={props.item.ref.id}
        text={props.item.text}
        after={
          <>
            <Show when={props.item.history.length > 0}>
              {' '}
              <button
                type="button"
                class={styles.edited}
                tabindex={reachable() ? 0 : -1}
                title={words().chat.editedHistory}
                onClick={() => conversation.showHistory(props.item)}
              >
                {words().chat.edited}
              </button>
            </Show>
            <Show when={props.item.silent}>
              <span class={styles.silent} title={words().chat.silent}>
                <Icon of={BellOff} size={14} />
                <span class="spoken">{words().chat.silent}</span>
              </span>
            </Show>
          </>
        }
      />
    </div>
  )
}
