import { A } from '@solidjs/router'
import { words } from '../i18n/words.ts'
import styles from './WholeScreen.module.css'

/** An address that leads nowhere. */
export function NothingHere() {
  return (
    <main class={styles.screen} id="screen" tabindex="-1">
      <h1 class={styles.title}>{words().common.nothingHereTitle}</h1>
      <p class={styles.body}>{words().common.nothingHereBody}</p>
      <A href="/">{words().common.toChats}</A>
    </main>
  )
}
