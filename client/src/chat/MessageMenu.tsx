import { DropdownMenu } from '@kobalte/core/dropdown-menu'
import type { TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import Copy from 'lucide-solid/icons/copy'
import Pencil from 'lucide-solid/icons/pencil'
import Reply from 'lucide-solid/icons/reply'
import Trash from 'lucide-solid/icons/trash'
import { For, Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Icon } from '../ui/Icon.tsx'
import menu from '../ui/Menu.module.css'
import { quickEmoji, useConversation } from './conversationScope.ts'
import { messageElementId } from './messageElementId.ts'
import styles from './MessageMenu.module.css'

export interface MessageMenuProps {
  /** `null`: closed. */
  readonly at: { readonly item: TimelineMessage; readonly anchor: HTMLElement } | null
  readonly onClose: () => void
}

/** What can be done to a message: a nod, a reply, a copy; to an own one also a change and an end. One menu serves all rows. */
export function MessageMenu(props: MessageMenuProps) {
  const conversation = useConversation()
  return (
    <Show when={props.at} keyed>
      {at => {
        const own = conversation.isMine(at.item)
        const given = (emoji: string) =>
          at.item.reactions.some(r => r.emoji === emoji && r.by.includes(conversation.me.keys.account))
        const verbs = () => {
          const say = words().chat
          const common = [
            { label: say.reply, icon: Reply, run: conversation.reply, danger: false },
            { label: say.copy, icon: Copy, run: conversation.copy, danger: false },
          ]
          if (!own) return common
          return [
            ...common,
            { label: say.edit, icon: Pencil, run: conversation.edit, danger: false },
            { label: say.erase, icon: Trash, run: conversation.askErase, danger: true },
          ]
        }
        // Verbs that put the focus somewhere themselves (composer, dialog) must not lose it to the message again.
        let chose = false
        const choose = (act: () => void, keepsFocus: boolean) => {
          chose = !keepsFocus
          act()
        }
        return (
          <DropdownMenu
            open
            modal={false}
            onOpenChange={open => !open && props.onClose()}
            placement={own ? 'bottom-end' : 'bottom-start'}
            gutter={6}
            flip={own ? 'top-end' : 'top-start'}
            getAnchorRect={() => at.anchor.getBoundingClientRect()}
          >
            <DropdownMenu.Portal mount={document.getElementById('screen') ?? document.body}>
              <DropdownMenu.Content
                class={menu.menu}
                aria-label={words().chat.actions}
                onCloseAutoFocus={event => {
                  event.preventDefault()
                  if (!chose) document.getElementById(messageElementId(at.item.ref.id))?.focus({ preventScroll: true })
                }}
              >
                <DropdownMenu.Group class={styles.emoji}>
                  <DropdownMenu.GroupLabel class="spoken">{words().chat.addReaction}</DropdownMenu.GroupLabel>
                  <For each={quickEmoji}>
                    {emoji => (
                      <DropdownMenu.CheckboxItem
                        class={styles.one}
                        checked={given(emoji)}
                        closeOnSelect
                        textValue={emoji}
                        onSelect={() => choose(() => conversation.react(at.item, emoji), true)}
                      >
                        {emoji}
                      </DropdownMenu.CheckboxItem>
                    )}
                  </For>
                </DropdownMenu.Group>
                <For each={verbs()}>
                  {verb => (
                    <DropdownMenu.Item
                      class={menu.item}
                      data-danger={verb.danger ? '' : undefined}
                      onSelect={() => choose(() => verb.run(at.item), verb.run === conversation.copy)}
                    >
                      <Icon of={verb.icon} size={20} />
                      {verb.label}
                    </DropdownMenu.Item>
                  )}
                </For>
              </DropdownMenu.Content>
            </DropdownMenu.Portal>
          </DropdownMenu>
        )
      }}
    </Show>
  )
}
