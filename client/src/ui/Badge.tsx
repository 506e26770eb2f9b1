import { Show } from 'solid-js'
import styles from './Badge.module.css'

export interface BadgeProps {
  /** How many; above 999 it says 999+. A mention shows @ instead. */
  readonly count?: number | undefined
  /** `unread` jade · `muted` grey · `mention` lamplight. Default `unread`. */
  readonly tone?: 'unread' | 'muted' | 'mention' | undefined
  /** The whole of it in words, e.g. "unread: 6". */
  readonly label: string
}

/** How much waits here. */
export function Badge(props: BadgeProps) {
  const shown = () => (props.tone === 'mention' ? '@' : (props.count ?? 0) > 999 ? '999+' : String(props.count ?? 0))
  return (
    <Show when={props.tone === 'mention' || (props.count ?? 0) > 0}>
      <span class={styles.badge} data-tone={props.tone ?? 'unread'}>
        <span aria-hidden="true">{shown()}</span>
        <span class="spoken">{props.label}</span>
      </span>
    </Show>
  )
}
