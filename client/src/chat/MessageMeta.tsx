import { Show } from 'solid-js'
import { formats } from '../i18n/formats.ts'
import { words } from '../i18n/words.ts'
import type { Tick } from '../replica/replica.ts'
import { Ticks } from '../ui/Ticks.tsx'
import styles from './MessageMeta.module.css'

export interface MessageMetaProps {
  readonly ms: number
  /** `null` for somebody else's. */
  readonly tick: Tick | null
  /** Nobody can take it right now. */
  readonly cutOff: boolean
  /** This is the newest one that was read; only that one says so. */
  readonly saysRead: boolean
  /** The time belongs to the last of a group; one read in the middle of a group still says so. */
  readonly hasTime: boolean
}

/** Beside a bubble: when, and how far an own message got. Silent, because the message's own label has it in words. */
export function MessageMeta(props: MessageMetaProps) {
  const isWaiting = () => props.cutOff && (props.tick === 'pending' || props.tick === 'written')
  return (
    <span class={styles.meta} aria-hidden="true">
      <Show when={props.saysRead}>
        <span class={styles.read}>{words().chat.read}</span>
      </Show>
      <Show when={isWaiting() && props.hasTime}>
        <span class={styles.waiting}>{words().chat.waiting}</span>
      </Show>
      <Show when={props.hasTime}>
        <span class={styles.time}>
          <Show when={props.tick}>{tick => <Ticks state={tick()} waiting={isWaiting()} />}</Show>
          {formats().time(props.ms)}
        </span>
      </Show>
    </span>
  )
}
