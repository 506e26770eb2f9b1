import type { JSX } from 'solid-js'
import styles from './Screen.module.css'

export interface ScreenProps {
  readonly children: JSX.Element
}

/** A tab's screen that is one column: a `TopBar` and what follows, at most 640 wide. */
export function Screen(props: ScreenProps) {
  return (
    <main class={styles.screen} id="screen" tabindex="-1">
      <div class={styles.column}>{props.children}</div>
    </main>
  )
}
