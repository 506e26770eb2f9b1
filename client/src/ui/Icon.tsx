import type { LucideProps } from 'lucide-solid'
import type { Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'

export interface IconProps {
  /** A lucide icon, e.g. `import Eye from 'lucide-solid/icons/eye'`. */
  readonly of: Component<LucideProps>
  /** Pixels at 100 % text. Default 20. */
  readonly size?: 14 | 16 | 20 | 22 | 24 | undefined
  /** A chosen tab draws a little heavier. */
  readonly on?: boolean | undefined
  readonly class?: string | undefined
}

/** A drawing beside words, silent to a screen reader: the words are the control's own. */
export function Icon(props: IconProps) {
  const size = () => props.size ?? 20
  // Thin strokes vanish in small drawings, so those are heavier.
  const stroke = () => (props.on ? 2.1 : size() <= 16 ? 2 : 1.75)
  return (
    <Dynamic
      component={props.of}
      size={`${size() / 16}rem`}
      strokeWidth={stroke()}
      class={props.class ?? ''}
      aria-hidden="true"
    />
  )
}
