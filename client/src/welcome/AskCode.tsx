import { createSignal, onMount } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { PendingSignUp } from '../session/session.ts'
import { Button } from '../ui/Button.tsx'
import { Field } from '../ui/Field.tsx'
import { createSubmit } from './createSubmit.ts'
import styles from './Form.module.css'

export interface AskCodeProps {
  readonly pending: PendingSignUp
  readonly onAgain: () => void
}

/** The code, typed back once: what was never written down is found out now, not in a year. */
export function AskCode(props: AskCodeProps) {
  const [typed, setTyped] = createSignal('')
  const [error, setError] = createSignal<'empty' | 'wrong' | null>(null)
  let input: HTMLInputElement | undefined
  onMount(() => input?.focus())

  const { busy, submit } = createSubmit(async () => {
    setError(null)
    if (typed().trim() === '') setError('empty')
    // When it is the one, the session signs in and this screen goes away by itself.
    else if (!(await props.pending.confirm(typed()))) setError('wrong')
  })
  const errorWords = () => {
    const kind = error()
    if (kind === null) return undefined
    return kind === 'empty' ? words().welcome.codeEmpty : words().welcome.codeWrong
  }

  return (
    <form class={styles.form} onSubmit={event => void submit(event)} novalidate>
      <h1 class={styles.title}>{words().welcome.codeAskTitle}</h1>
      <p class={styles.intro}>{words().welcome.codeAskBody}</p>
      <Field
        label={words().welcome.code}
        value={typed()}
        onValue={value => {
          setTyped(value)
          setError(null)
        }}
        error={errorWords()}
        input={element => (input = element)}
        autocomplete="off"
        autocapitalize="characters"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="go"
      />
      <div class={styles.actions}>
        <Button type="submit" tone="primary" wide busy={busy()}>
          {busy() ? words().welcome.codeConfirming : words().welcome.codeConfirm}
        </Button>
        <Button wide tone="quiet" disabled={busy()} onClick={() => props.onAgain()}>
          {words().welcome.codeAgain}
        </Button>
      </div>
    </form>
  )
}
