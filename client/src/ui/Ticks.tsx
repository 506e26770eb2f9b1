import Clock from 'lucide-solid/icons/clock-3'
import { Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Icon } from './Icon.tsx'
import styles from './Ticks.module.css'

export interface TicksProps {
  /** How far an own message got: pending and waiting show a clock, written one tick, kept two, read two in jade. */
  readonly state: 'pending' | 'written' | 'kept' | 'read'
  /** Written, but nothing is connected, so nobody can have it: the clock again. */
  readonly waiting?: boolean | undefined
}

/** One tick, two ticks, a clock: with the word for it, for ears. */
export function Ticks(props: TicksProps) {
  const clock = () => props.state === 'pending' || (props.waiting && props.state === 'written')
  const word = () => {
    const say = words().common
    if (clock()) return say.tickPending
    return { pending: say.tickPending, written: say.tickWritten, kept: say.tickKept, read: say.tickRead }[props.state]
  }
  return (
    <span class={styles.ticks} data-state={clock() ? 'pending' : props.state}>
      <Show when={!clock()} fallback={<Icon of={Clock} size={14} />}>
        <svg viewBox="0 0 18 12" fill="none" stroke="currentColor" stroke-width="1.7" aria-hidden="true">
          <path d="M1.5 6.6 4.6 9.8 10.6 2.2" stroke-linecap="round" stroke-linejoin="round" />
          <Show when={props.state !== 'written'}>
            <path d="M8.4 8.9 9.3 9.8 15.5 2.2" stroke-linecap="round" stroke-linejoin="round" />
          </Show>
        </svg>
      </Show>
      <span class="spoken">{word()}</span>
    </span>
  )
}
