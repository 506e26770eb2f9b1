import { onMount } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Button } from './Button.tsx'
import { Mark } from './Mark.tsx'
import styles from './WholeScreen.module.css'

export interface ScreenFailedProps {
  readonly error: unknown
}

/** A screen threw, or its code could not be fetched (a new version at the relay, or no network): say so, offer the reload. */
export function ScreenFailed(props: ScreenFailedProps) {
  // It is a bug, or a lost chunk; whoever looks into it needs the stack.
  onMount(() => console.error(props.error))
  return (
    <main class={styles.screen}>
      <Mark size={48} />
      <h1 class={styles.title}>{words().common.screenFailedTitle}</h1>
      <p class={styles.body}>{words().common.screenFailedBody}</p>
      <Button tone="primary" onClick={() => location.reload()}>
        {words().common.reload}
      </Button>
    </main>
  )
}
