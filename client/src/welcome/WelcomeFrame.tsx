import type { JSX } from 'solid-js'
import { words } from '../i18n/words.ts'
import { LanguageChooser } from '../ui/LanguageChooser.tsx'
import { Mark } from '../ui/Mark.tsx'
import { WindowLight } from '../ui/WindowLight.tsx'
import styles from './WelcomeFrame.module.css'

export interface WelcomeFrameProps {
  /** Sign-in greets with the whole wall; the steps after it keep a strip of it. */
  readonly greeting: boolean
  readonly children: JSX.Element
}

/** The wall with the window's light, and a sheet of paper on it. */
export function WelcomeFrame(props: WelcomeFrameProps) {
  return (
    <div class={styles.wall} data-greeting={props.greeting ? '' : undefined}>
      <WindowLight on="hero" />
      <header class={styles.head}>
        <div class={styles.language}>
          <LanguageChooser />
        </div>
        <div class={styles.brand}>
          <Mark size={props.greeting ? 44 : 32} class={styles.mark} />
          <p class={styles.name}>{words().common.appName}</p>
          <p class={styles.tagline}>{words().common.tagline}</p>
        </div>
      </header>
      <main class={styles.sheet}>{props.children}</main>
    </div>
  )
}
