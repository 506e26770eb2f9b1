import ArrowDown from 'lucide-solid/icons/arrow-down'
import { Show } from 'solid-js'
import { formats } from '../i18n/formats.ts'
import { words } from '../i18n/words.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './JumpToNewest.module.css'

/** Back to the newest message, with how many came meanwhile. */
export function JumpToNewest(props: { readonly missed: number; readonly onPress: () => void }) {
  const label = () => (props.missed > 0 ? words().chat.toNewestWith(props.missed) : words().chat.toNewest)
  return (
    <button type="button" class={styles.jump} aria-label={label()} title={label()} onClick={() => props.onPress()}>
      <Icon of={ArrowDown} size={22} />
      <Show when={props.missed > 0}>
        <span class={styles.missed} aria-hidden="true">
          {props.missed > 999 ? '999+' : formats().number(props.missed)}
        </span>
      </Show>
    </button>
  )
}
