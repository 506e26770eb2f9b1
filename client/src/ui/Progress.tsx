import { Show } from 'solid-js'
import { formats } from '../i18n/formats.ts'
import styles from './Progress.module.css'

export interface ProgressProps {
  /** What is under way. */
  readonly label: string
  /** 0 to 1. */
  readonly done: number
  /** How far in words, and whether one may leave. */
  readonly note?: string | undefined
}

/** A long piece of work with a known end. */
export function Progress(props: ProgressProps) {
  const percent = () => Math.round(Math.min(1, Math.max(0, props.done)) * 100)
  return (
    <div class={styles.progress}>
      <div class={styles.head}>
        <span>{props.label}</span>
        <span class={styles.percent} aria-hidden="true">{`${formats().number(percent())}%`}</span>
      </div>
      <progress class={styles.bar} max="100" value={percent()} aria-label={props.label} />
      <Show when={props.note}>
        <p class={styles.note}>{props.note}</p>
      </Show>
    </div>
  )
}
