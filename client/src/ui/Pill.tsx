import { Show, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import styles from './Pill.module.css'

export interface PillProps {
  readonly icon?: JSX.Element | undefined
  /** `plain` · `direct` jade wash · `waiting` lamplight wash. Default `plain`. */
  readonly tone?: 'plain' | 'direct' | 'waiting' | undefined
  /** With it the pill is a button. */
  readonly onPress?: (() => void) | undefined
  readonly children: JSX.Element
}

/** A short state in words, e.g. how this room is connected. Put it into a `role="status"` when it changes by itself. */
export function Pill(props: PillProps) {
  return (
    <Dynamic
      component={props.onPress ? 'button' : 'span'}
      type={props.onPress ? 'button' : undefined}
      class={styles.pill}
      data-tone={props.tone ?? 'plain'}
      onClick={() => props.onPress?.()}
    >
      <Show when={props.icon}>{props.icon}</Show>
      <span>{props.children}</span>
    </Dynamic>
  )
}
