import type { LucideProps } from 'lucide-solid'
import { splitProps, type Component, type JSX } from 'solid-js'
import { Icon } from './Icon.tsx'
import styles from './IconButton.module.css'

export interface IconButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'children'> {
  readonly icon: Component<LucideProps>
  /** What it does, spoken and shown on hover. */
  readonly label: string
  /** `primary`: a filled square, as for sending. Default `plain`. */
  readonly tone?: 'plain' | 'primary' | undefined
}

/** A drawing to press, 44 by 44. */
export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(props, ['icon', 'label', 'tone'])
  return (
    <button
      type="button"
      {...rest}
      class={styles.button}
      data-tone={own.tone ?? 'plain'}
      aria-label={own.label}
      title={own.label}
    >
      <Icon of={own.icon} size={22} />
    </button>
  )
}
