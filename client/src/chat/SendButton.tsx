import { DropdownMenu } from '@kobalte/core/dropdown-menu'
import BellOff from 'lucide-solid/icons/bell-off'
import type { LucideProps } from 'lucide-solid'
import { createSignal, Show, type Component } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Icon } from '../ui/Icon.tsx'
import menu from '../ui/Menu.module.css'
import { createLongPress } from './createLongPress.ts'
import styles from './SendButton.module.css'

export interface SendButtonProps {
  readonly icon: Component<LucideProps>
  readonly label: string
  readonly disabled: boolean
  readonly onSend: () => void
  /** With it, a long press (or the context menu key) offers to send without a notification. */
  readonly onSendQuietly?: (() => void) | undefined
}

/** Sends. It never takes the caret from the field, so that a phone's keyboard stays open. */
export function SendButton(props: SendButtonProps) {
  const [isOpen, setIsOpen] = createSignal(false)
  let button: HTMLButtonElement | undefined
  const open = () => {
    if (props.onSendQuietly && !props.disabled) setIsOpen(true)
  }
  const longPress = createLongPress<HTMLButtonElement>(open)
  return (
    <>
      <button
        ref={element => {
          button = element
          longPress(element)
        }}
        type="button"
        class={styles.send}
        aria-label={props.label}
        title={props.label}
        disabled={props.disabled}
        onPointerDown={event => event.preventDefault()}
        onMouseDown={event => event.preventDefault()}
        onContextMenu={event => {
          event.preventDefault()
          open()
        }}
        onClick={() => props.onSend()}
      >
        <Icon of={props.icon} size={22} />
      </button>
      <Show when={isOpen()}>
        <DropdownMenu
          open
          modal={false}
          onOpenChange={setIsOpen}
          placement="top-end"
          gutter={6}
          getAnchorRect={() => button?.getBoundingClientRect()}
        >
          <DropdownMenu.Portal mount={document.getElementById('screen') ?? document.body}>
            <DropdownMenu.Content
              class={menu.menu}
              aria-label={words().chat.sendOptions}
              onCloseAutoFocus={event => {
                event.preventDefault()
                button?.focus()
              }}
            >
              <DropdownMenu.Item class={menu.item} onSelect={() => props.onSendQuietly?.()}>
                <Icon of={BellOff} size={20} />
                {words().chat.sendQuietly}
              </DropdownMenu.Item>
            </DropdownMenu.Content>
          </DropdownMenu.Portal>
        </DropdownMenu>
      </Show>
    </>
  )
}
