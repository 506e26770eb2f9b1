import { words } from '../i18n/words.ts'
import styles from './SkipLink.module.css'

export interface SkipLinkProps {
  /** The id of what to go to; that element carries `tabindex="-1"`. */
  readonly to: string
}

/** First in the page, seen only when focused: past the tabs, straight to the screen. */
export function SkipLink(props: SkipLinkProps) {
  const go = (event: MouseEvent) => {
    // The router must not take this for a change of place.
    event.preventDefault()
    document.getElementById(props.to)?.focus()
  }
  return (
    <a class={styles.skip} href={`#${props.to}`} onClick={go}>
      {words().common.skipToContent}
    </a>
  )
}
