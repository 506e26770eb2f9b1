import { words } from '../i18n/words.ts'
import { Button } from './Button.tsx'
import { Mark } from './Mark.tsx'
import styles from './WholeScreen.module.css'

export interface BrokenProps {
  /** What the browser said, for whoever has to find out why. `storage-timeout`: nothing at all, as when another tab holds on. */
  readonly reason: string
}

/** This device's storage cannot be used at all. Nothing can be promised here, so nothing else is shown. */
export function Broken(props: BrokenProps) {
  return (
    <main class={styles.screen}>
      <Mark size={48} />
      <h1 class={styles.title}>{words().common.brokenTitle}</h1>
      <p class={styles.body}>
        {props.reason === 'storage-timeout' ? words().common.brokenSilent : words().common.brokenBody}
      </p>
      <p class={styles.detail}>{words().common.brokenReason(props.reason)}</p>
      <Button tone="primary" onClick={() => location.reload()}>
        {words().common.reload}
      </Button>
    </main>
  )
}
