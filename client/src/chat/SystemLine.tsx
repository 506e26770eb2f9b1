import type { TimelineSystem } from '@sarangbang/shared/room/timeline.ts'
import { words } from '../i18n/words.ts'
import { useConversation } from './conversationScope.ts'
import styles from './TimelineLines.module.css'
import { sayName } from '../rooms/sayName.ts'

/** What the program says: centred, without a bubble. */
export function SystemLine(props: { readonly item: TimelineSystem }) {
  const conversation = useConversation()
  const text = () => {
    switch (props.item.code) {
      case 'began':
        return conversation.room.other.keys.account === conversation.me.keys.account
          ? words().chat.beganSelf
          : words().chat.began(sayName(conversation.room.other))
    }
  }
  return <p class={styles.system}>{text()}</p>
}
