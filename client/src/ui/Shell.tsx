import { A } from '@solidjs/router'
import type { LucideProps } from 'lucide-solid'
import { For, Show, type Component, type JSX } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Badge } from './Badge.tsx'
import { Icon } from './Icon.tsx'
import { Mark } from './Mark.tsx'
import styles from './Shell.module.css'
import { SkipLink } from './SkipLink.tsx'

export interface Tab {
  readonly href: string
  readonly label: string
  readonly icon: Component<LucideProps>
  /** Whether the screen in sight belongs to it. */
  readonly on: boolean
  /** What waits there. */
  readonly count: number
  /** Stands apart at the foot of the rail, as one's own picture does. */
  readonly apart?: boolean | undefined
  /** In place of the icon on the rail. */
  readonly picture?: JSX.Element | undefined
}

export interface ShellProps {
  readonly tabs: readonly Tab[]
  /** A conversation takes the whole of a phone's screen: no tabs. */
  readonly tabsHidden?: boolean | undefined
  readonly children: JSX.Element
}

/** The frame of every signed-in screen: tabs at the foot of a phone, a rail at the left from 600 pixels on. */
export function Shell(props: ShellProps) {
  return (
    <div class={styles.shell} data-tabs-hidden={props.tabsHidden ? '' : undefined}>
      <SkipLink to="screen" />
      <nav class={styles.tabs} aria-label={words().common.tabs}>
        <span class={styles.mark}>
          <Mark size={32} />
        </span>
        <For each={props.tabs}>
          {tab => (
            <A
              class={styles.tab}
              href={tab.href}
              data-on={tab.on ? '' : undefined}
              data-apart={tab.apart ? '' : undefined}
              aria-current={tab.on ? 'page' : undefined}
            >
              <span class={styles.drawing}>
                <span class={styles.icon} data-replaced={tab.picture ? '' : undefined}>
                  <Icon of={tab.icon} size={24} on={tab.on} />
                </span>
                <Show when={tab.picture}>
                  <span class={styles.picture}>{tab.picture}</span>
                </Show>
                <span class={styles.count}>
                  <Badge count={tab.count} label={words().common.newItems(tab.count)} />
                </span>
              </span>
              <span class={styles.label}>{tab.label}</span>
            </A>
          )}
        </For>
      </nav>
      <div class={styles.screen}>{props.children}</div>
    </div>
  )
}
