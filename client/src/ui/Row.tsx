import { children, Show, type JSX } from 'solid-js'
import styles from './Row.module.css'

export interface RowProps {
  readonly leading?: JSX.Element | undefined
  /** The name, 600. */
  readonly title: JSX.Element
  /** Beside the name, small: members, a pin. */
  readonly marks?: JSX.Element | undefined
  /** At the end of the first line: a time. */
  readonly time?: JSX.Element | undefined
  /** Second line, one line long. */
  readonly detail?: JSX.Element | undefined
  /** At the end of the second line: how much waits. */
  readonly badges?: JSX.Element | undefined
  /** After both lines: a button, a chevron. */
  readonly trailing?: JSX.Element | undefined
  /** Something new here: heavier, darker. */
  readonly fresh?: boolean | undefined
  /** Chosen, on a desktop: paper and a bar of jade. */
  readonly chosen?: boolean | undefined
}

/** The inside of a list's row, 73 high or more. The caller wraps it in what it is: an `A`, a button, an `li`. */
export function Row(props: RowProps) {
  // A prop of elements makes them anew each time it is read, and these are read to ask whether there are any.
  const marks = children(() => props.marks)
  const time = children(() => props.time)
  const detail = children(() => props.detail)
  const badges = children(() => props.badges)
  const trailing = children(() => props.trailing)
  return (
    <div class={styles.row} data-fresh={props.fresh ? '' : undefined} data-chosen={props.chosen ? '' : undefined}>
      {props.leading}
      <div class={styles.words}>
        <div class={styles.first}>
          <span class={styles.title}>{props.title}</span>
          <Show when={marks()}>
            <span class={styles.marks}>{marks()}</span>
          </Show>
          <Show when={time()}>
            <span class={styles.time}>{time()}</span>
          </Show>
        </div>
        <Show when={detail() ?? badges()}>
          <div class={styles.second}>
            <span class={styles.detail}>{detail()}</span>
            <span class={styles.badges}>{badges()}</span>
          </div>
        </Show>
      </div>
      <Show when={trailing()}>
        <div class={styles.trailing}>{trailing()}</div>
      </Show>
    </div>
  )
}
