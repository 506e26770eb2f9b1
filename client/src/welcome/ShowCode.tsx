import Copy from 'lucide-solid/icons/copy'
import { For, onMount } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { showToast } from '../ui/toast.ts'
import styles from './Form.module.css'

export interface ShowCodeProps {
  readonly code: string
  readonly onNoted: () => void
}

/** The recovery code, to be written down or copied. */
export function ShowCode(props: ShowCodeProps) {
  let heading: HTMLHeadingElement | undefined
  // The form before it is gone: without this the focus would fall to the page's start, unannounced.
  onMount(() => heading?.focus())
  const groups = () => props.code.split(/[\s-]+/)
  const copy = () => {
    const say = words().welcome
    navigator.clipboard.writeText(props.code).then(
      () => showToast({ text: say.copied }),
      () => showToast({ text: say.copyFailed }),
    )
  }
  return (
    <div class={styles.form}>
      <h1 class={styles.title} tabindex="-1" ref={element => (heading = element)}>
        {words().welcome.codeTitle}
      </h1>
      <p class={styles.intro}>{words().welcome.codeBody}</p>
      <div class={styles.code} data-recovery-code>
        <For each={groups()}>{group => <span>{group}</span>}</For>
      </div>
      <div class={styles.actions}>
        <Button wide icon={<Icon of={Copy} size={20} />} onClick={copy}>
          {words().welcome.copy}
        </Button>
        <Button wide tone="primary" onClick={() => props.onNoted()}>
          {words().welcome.codeNoted}
        </Button>
      </div>
    </div>
  )
}
