import { words } from '../i18n/words.ts'
import { Mark } from './Mark.tsx'
import styles from './WholeScreen.module.css'

/** The moment in which this device's own record is read: nothing for 200 ms, then the mark. */
export function Starting() {
  return (
    <main class={styles.screen} data-late="">
      <Mark size={64} />
      <h1 class="spoken">{words().common.appName}</h1>
      <p class="spoken" role="status">
        {words().common.loading}
      </p>
    </main>
  )
}
