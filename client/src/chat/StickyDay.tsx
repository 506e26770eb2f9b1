import { formats } from '../i18n/formats.ts'
import styles from './StickyDay.module.css'

/** The day of what is at the top of the view, while it scrolls. The day lines say the same to a screen reader. */
export function StickyDay(props: { readonly ms: number | null; readonly shown: boolean }) {
  return (
    <div class={styles.place} data-shown={props.shown && props.ms !== null ? '' : undefined} aria-hidden="true">
      <span class={styles.pill}>{props.ms === null ? '' : formats().day(props.ms, Date.now())}</span>
    </div>
  )
}
