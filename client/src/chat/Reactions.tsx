import { For, Show } from 'solid-js'
import type { TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import { words } from '../i18n/words.ts'
import { useConversation } from './conversationScope.ts'
import styles from './Reactions.module.css'

/** What people felt about a message, overlapping its bubble. Mine is washed in jade; a tap gives or takes mine. */
export function Reactions(props: { readonly item: TimelineMessage }) {
  const conversation = useConversation()
  const isGiven = (by: readonly string[]) => by.includes(conversation.me.keys.account)
  return (
    <Show when={props.item.reactions.length > 0}>
      <div class={styles.reactions}>
        <For each={props.item.reactions}>
          {reaction => (
            <button
              type="button"
              class={styles.reaction}
              tabindex={conversation.isCurrent(props.item.ref.id) ? 0 : -1}
              aria-pressed={isGiven(reaction.by)}
              onClick={() => conversation.react(props.item, reaction.emoji)}
            >
              <span class={styles.emoji}>{reaction.emoji}</span>
              <span>{reaction.by.length}</span>
              <span class="spoken">{words().chat.reactionOf(reaction.by.length, isGiven(reaction.by))}</span>
            </button>
          )}
        </For>
      </div>
    </Show>
  )
}
