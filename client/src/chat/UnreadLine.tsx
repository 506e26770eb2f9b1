import { words } from '../i18n/words.ts'
import styles from './TimelineLines.module.css'

/** Where the new ones begin; stays until the room is left. */
export function UnreadLine() {
  return (
    <div class={styles.line} data-unread="">
      <span class={styles.words}>{words().chat.unreadLine}</span>
    </div>
  )
}
