import { Show, splitProps, type JSX } from 'solid-js'
import styles from './Button.module.css'
import { Spinner } from './Spinner.tsx'

export interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class'> {
  /** `primary`: the one thing to do here · `plain`: everything else · `danger`: cannot be undone · `quiet`: a link's weight. Default `plain`. */
  readonly tone?: 'primary' | 'plain' | 'danger' | 'quiet' | undefined
  /** Takes the width there is. */
  readonly wide?: boolean | undefined
  /** Something is under way: further presses do nothing, focus stays, a spinner appears after 400 ms. */
  readonly busy?: boolean | undefined
  readonly icon?: JSX.Element | undefined
}

/** A verb. `type` is `button` unless said otherwise. */
export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, ['tone', 'wide', 'busy', 'icon', 'children', 'onClick', 'disabled'])
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = event => {
    if (own.busy) {
      // A busy submit button must not send its form again.
      event.preventDefault()
      return
    }
    if (typeof own.onClick === 'function') own.onClick(event)
  }
  return (
    <button
      type="button"
      {...rest}
      class={styles.button}
      data-tone={own.tone ?? 'plain'}
      data-wide={own.wide ? '' : undefined}
      disabled={own.disabled}
      aria-disabled={own.busy || own.disabled ? 'true' : undefined}
      aria-busy={own.busy ? 'true' : undefined}
      onClick={press}
    >
      <Show when={own.busy} fallback={own.icon}>
        <Spinner />
      </Show>
      <span class={styles.label}>{own.children}</span>
    </button>
  )
}
