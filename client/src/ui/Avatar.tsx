import { Show } from 'solid-js'
import { avatarTone } from './avatarTone.ts'
import styles from './Avatar.module.css'

export interface AvatarProps {
  /** Account or room id: decides the tone. */
  readonly id: string
  /** Its first letter is drawn. */
  readonly name: string
  /** Pixels at 100 % text. Default 48. */
  readonly size?: 28 | 36 | 40 | 48 | 64 | 76 | undefined
  /** People are round, groups square. Default `round`. */
  readonly shape?: 'round' | 'square' | undefined
  /** A filled dot: in; hollow: away. Left out: unknown. Words for it belong beside the avatar. */
  readonly presence?: 'in' | 'away' | undefined
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const firstLetter = (name: string) => graphemes.segment(name.trim())[Symbol.iterator]().next().value?.segment ?? ''

/** Somebody, as a letter on a coloured ground. A picture of a name that stands beside it, hence silent. */
export function Avatar(props: AvatarProps) {
  return (
    <span
      class={styles.avatar}
      data-tone={avatarTone(props.id)}
      data-size={props.size ?? 48}
      data-shape={props.shape ?? 'round'}
      aria-hidden="true"
    >
      {firstLetter(props.name).toLocaleUpperCase()}
      <Show when={props.presence}>{presence => <span class={styles.presence} data-presence={presence()} />}</Show>
    </span>
  )
}
