import { formats } from '../i18n/formats.ts'
import styles from './TimelineLines.module.css'

/** Where a day begins. */
export function DayLine(props: { readonly ms: number }) {
  return (
    <div class={styles.line}>
      <span class={styles.words}>{formats().day(props.ms, Date.now())}</span>
    </div>
  )
}
