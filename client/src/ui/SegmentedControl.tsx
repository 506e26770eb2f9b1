import { createUniqueId, For } from 'solid-js'
import styles from './SegmentedControl.module.css'

export interface SegmentedControlProps<T extends string> {
  /** What is chosen here; spoken before the choices. */
  readonly label: string
  readonly options: readonly { readonly value: T; readonly label: string }[]
  readonly value: T
  readonly onValue: (value: T) => void
}

/** One of a few, all in sight: native radio buttons, so that arrow keys and screen readers work of themselves. */
export function SegmentedControl<T extends string>(props: SegmentedControlProps<T>) {
  const name = createUniqueId()
  return (
    <fieldset class={styles.control}>
      <legend class="spoken">{props.label}</legend>
      <For each={props.options}>
        {option => (
          <label class={styles.option}>
            <input
              class={styles.radio}
              type="radio"
              name={name}
              checked={option.value === props.value}
              onChange={() => props.onValue(option.value)}
            />
            <span class={styles.face}>{option.label}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
