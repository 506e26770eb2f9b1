import CircleAlert from 'lucide-solid/icons/circle-alert'
import Check from 'lucide-solid/icons/check'
import { createUniqueId, Match, splitProps, Switch, type JSX } from 'solid-js'
import { Icon } from './Icon.tsx'
import styles from './Field.module.css'

export interface FieldProps extends Omit<
  JSX.InputHTMLAttributes<HTMLInputElement>,
  'class' | 'id' | 'value' | 'onInput' | 'onChange'
> {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  /** Why this cannot stay so, said beneath and announced. Wins over `good` and `help`. */
  readonly error?: string | undefined
  /** What was checked and found right. */
  readonly good?: string | undefined
  readonly help?: string | undefined
  /** Inside the border, after the text. */
  readonly trailing?: JSX.Element | undefined
  /** For the caller that puts the focus somewhere. */
  readonly input?: ((element: HTMLInputElement) => void) | undefined
}

/** A label, one line to write in, and what there is to say about it. */
export function Field(props: FieldProps) {
  const [own, rest] = splitProps(props, ['label', 'value', 'onValue', 'error', 'good', 'help', 'trailing', 'input'])
  const id = createUniqueId()
  const said = () => Boolean(own.error ?? own.good ?? own.help)
  return (
    <div class={styles.field} data-state={own.error ? 'error' : own.good ? 'good' : undefined}>
      <label class={styles.label} for={id}>
        {own.label}
      </label>
      <div class={styles.box}>
        <input
          {...rest}
          id={id}
          class={styles.input}
          ref={element => own.input?.(element)}
          value={own.value}
          onInput={event => own.onValue(event.currentTarget.value)}
          aria-invalid={own.error ? 'true' : undefined}
          aria-describedby={said() ? `${id}-said` : undefined}
        />
        {own.trailing}
      </div>
      {/* The live region is there before its words, or a screen reader would not announce them. */}
      <div
        class={styles.said}
        id={`${id}-said`}
        role={own.error ? 'alert' : 'status'}
        data-empty={said() ? undefined : ''}
      >
        <Switch>
          <Match when={own.error}>
            <Icon of={CircleAlert} size={16} />
            <span>{own.error}</span>
          </Match>
          <Match when={own.good}>
            <Icon of={Check} size={16} />
            <span>{own.good}</span>
          </Match>
          <Match when={own.help}>
            <span>{own.help}</span>
          </Match>
        </Switch>
      </div>
    </div>
  )
}
