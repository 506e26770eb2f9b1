import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { Show, type JSX } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { words } from '../i18n/words.ts'
import { IconButton } from './IconButton.tsx'
import styles from './TopBar.module.css'

export interface TopBarProps {
  readonly title: string
  /** Under the title, small. */
  readonly detail?: JSX.Element | undefined
  /** Before the title, e.g. an avatar. */
  readonly leading?: JSX.Element | undefined
  readonly actions?: JSX.Element | undefined
  /** Shows the arrow back. */
  readonly onBack?: (() => void) | undefined
  /** `screen`: a tab's own, large · `pushed`: over a screen, on paper with a hairline. Default `screen`. */
  readonly kind?: 'screen' | 'pushed' | undefined
  /** One `h1` a screen: a conversation beside its list is 2. Default 1. */
  readonly level?: 1 | 2 | undefined
}

/** The head of a pane: where one is, the way back, what can be done here. 60 high, more when its words need it. */
export function TopBar(props: TopBarProps) {
  return (
    <header class={styles.bar} data-kind={props.kind ?? 'screen'} data-back={props.onBack ? '' : undefined}>
      <Show when={props.onBack}>
        {back => <IconButton icon={ArrowLeft} label={words().common.back} onClick={() => back()()} />}
      </Show>
      {props.leading}
      <div class={styles.words}>
        <Dynamic component={props.level === 2 ? 'h2' : 'h1'} class={styles.title}>
          {props.title}
        </Dynamic>
        <Show when={props.detail}>
          <div class={styles.detail}>{props.detail}</div>
        </Show>
      </div>
      <Show when={props.actions}>
        <div class={styles.actions}>{props.actions}</div>
      </Show>
    </header>
  )
}
