import { words } from '../i18n/words.ts'
import styles from './TimelineLoading.module.css'

/** Grey shapes of bubbles to come, only if this device's own copy takes longer than 200 ms to read. */
export function TimelineLoading() {
  return (
    <div class={styles.place} role="status">
      <span class="spoken">{words().common.loading}</span>
      <span class={styles.bubble} style={{ width: '52%' }} />
      <span class={styles.bubble} style={{ width: '34%' }} data-own="" />
      <span class={styles.bubble} style={{ width: '61%' }} data-own="" />
      <span class={styles.bubble} style={{ width: '40%' }} />
    </div>
  )
}
