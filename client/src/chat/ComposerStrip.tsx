import X from 'lucide-solid/icons/x'
import { Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { useConversation } from './conversationScope.ts'
import styles from './ComposerStrip.module.css'

/** Above the field: what is being answered or changed, and the way out. */
export function ComposerStrip() {
  const conversation = useConversation()
  return (
    <Show when={conversation.composing()}>
      {composing => {
        const isReply = () => composing().kind === 'reply'
        const title = () => {
          if (!isReply()) return words().chat.editing
          return conversation.isMine(composing().item)
            ? words().chat.replyToMe
            : words().chat.replyTo(conversation.nameOf(composing().item))
        }
        return (
          <div class={styles.strip}>
            <div class={styles.words}>
              <div class={styles.title}>{title()}</div>
              <div class={styles.line}>{composing().item.text.slice(0, 200).toWellFormed()}</div>
            </div>
            <IconButton
              icon={X}
              label={isReply() ? words().chat.cancelReply : words().chat.cancelEdit}
              onClick={conversation.stopComposing}
            />
          </div>
        )
      }}
    </Show>
  )
}
