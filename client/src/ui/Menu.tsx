import { DropdownMenu } from '@kobalte/core/dropdown-menu'
import Ellipsis from 'lucide-solid/icons/ellipsis-vertical'
import type { LucideProps } from 'lucide-solid'
import { For, Show, type Component } from 'solid-js'
import { Icon } from './Icon.tsx'
import iconButton from './IconButton.module.css'
import styles from './Menu.module.css'

export interface MenuItem {
  readonly label: string
  readonly icon?: Component<LucideProps> | undefined
  readonly danger?: boolean | undefined
  readonly disabled?: boolean | undefined
  readonly run: () => void
}

export interface MenuProps {
  /** What the button opens, spoken and shown on hover. */
  readonly label: string
  /** Default: three dots. */
  readonly icon?: Component<LucideProps> | undefined
  readonly items: readonly MenuItem[]
}

/** A button that opens a short list of verbs; arrow keys, first letters and Esc work. */
export function Menu(props: MenuProps) {
  return (
    <DropdownMenu placement="bottom-end" gutter={4} modal={false}>
      <DropdownMenu.Trigger class={iconButton.button} aria-label={props.label} title={props.label}>
        <Icon of={props.icon ?? Ellipsis} size={22} />
      </DropdownMenu.Trigger>
      {/* Within the landmark of the screen, not beside the page. */}
      <DropdownMenu.Portal mount={document.getElementById('screen') ?? document.body}>
        <DropdownMenu.Content class={styles.menu}>
          <For each={props.items}>
            {item => (
              <DropdownMenu.Item
                class={styles.item}
                data-danger={item.danger ? '' : undefined}
                disabled={item.disabled ?? false}
                onSelect={() => item.run()}
              >
                <Show when={item.icon}>{icon => <Icon of={icon()} size={20} />}</Show>
                {item.label}
              </DropdownMenu.Item>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  )
}
