import { Show, type JSX } from 'solid-js'
import styles from './EmptyState.module.css'
import { WindowLight } from './WindowLight.tsx'

export interface EmptyStateProps {
  readonly title: string
  /** What this place is for. */
  readonly body?: string | undefined
  /** One thing to do here. */
  readonly action?: JSX.Element | undefined
  /** `card`: in a list's place · `pane`: fills a pane. Default `card`. */
  readonly shape?: 'card' | 'pane' | undefined
}

/** Nothing here yet: what it is for, and one thing to do. */
export function EmptyState(props: EmptyStateProps) {
  return (
    <div class={styles.empty} data-shape={props.shape ?? 'card'}>
      <WindowLight on="empty" />
      <p class={styles.title}>{props.title}</p>
      <Show when={props.body}>
        <p class={styles.body}>{props.body}</p>
      </Show>
      <Show when={props.action}>
        <div class={styles.action}>{props.action}</div>
      </Show>
    </div>
  )
}
