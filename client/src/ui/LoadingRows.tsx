import { For } from 'solid-js'
import { words } from '../i18n/words.ts'
import styles from './LoadingRows.module.css'

export interface LoadingRowsProps {
  /** How many rows to sketch. Default 6. */
  readonly count?: number | undefined
  /** As the avatars to come, or `none`. Default `round`. */
  readonly shape?: 'round' | 'square' | 'none' | undefined
}

/** Grey shapes of the rows to come; invisible for the first 200 ms, because most lists are there by then. They do not shimmer. */
export function LoadingRows(props: LoadingRowsProps) {
  return (
    <div class={styles.rows} role="status">
      <span class="spoken">{words().common.loading}</span>
      <For each={Array.from({ length: props.count ?? 6 })}>
        {() => (
          <div class={styles.row} data-shape={props.shape ?? 'round'} aria-hidden="true">
            <span class={styles.avatar} />
            <span class={styles.name} />
            <span class={styles.preview} />
          </div>
        )}
      </For>
    </div>
  )
}
