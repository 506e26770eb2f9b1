import { Show, type JSX } from 'solid-js'
import { ListSash } from './ListSash.tsx'
import styles from './Panes.module.css'

export interface PanesProps {
  /** Names the list for a screen reader. */
  readonly listLabel: string
  readonly list: JSX.Element
  /** Names the centre. */
  readonly centreLabel: string
  /** The centre holds something of its own (an open room): on a phone it takes the list's place. */
  readonly open: boolean
  readonly children: JSX.Element
  /** At the right of the centre from 1100 pixels on, over it below. */
  readonly details?: JSX.Element | undefined
  readonly detailsLabel?: string | undefined
}

/** List and centre: one at a time on a phone, side by side from 600 pixels on. Each pane scrolls by itself. */
export function Panes(props: PanesProps) {
  return (
    <div class={styles.panes} data-open={props.open ? '' : undefined}>
      <main class={styles.main} id="screen" tabindex="-1">
        <section class={styles.list} aria-label={props.listLabel}>
          {props.list}
        </section>
        <ListSash />
        <section class={styles.centre} aria-label={props.centreLabel}>
          {props.children}
        </section>
      </main>
      <Show when={props.details}>
        <aside class={styles.details} aria-label={props.detailsLabel}>
          {props.details}
        </aside>
      </Show>
    </div>
  )
}
