import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import { createMemo, createSignal, Show } from 'solid-js'
import { words } from '../i18n/words.ts'
import { Icon } from '../ui/Icon.tsx'
import { isMessage, useConversation } from './conversationScope.ts'
import { createLongPress } from './createLongPress.ts'
import type { MessageRow } from './layoutTimeline.ts'
import { MessageBubble } from './MessageBubble.tsx'
import styles from './MessageItem.module.css'
import { messageElementId } from './messageElementId.ts'
import { MessageMeta } from './MessageMeta.tsx'
import { Reactions } from './Reactions.tsx'
import { sayMessage } from './sayMessage.ts'

export interface MessageItemProps {
  readonly row: MessageRow
  /** It arrived while the room was open: it fades in, once. */
  readonly fresh: boolean
}

/** One message of the timeline: bubble, time and ticks, reactions, and the ways to act on it. */
export function MessageItem(props: MessageItemProps) {
  const conversation = useConversation()
  const [isNear, setIsNear] = createSignal(false)
  const item = () => props.row.item
  const tick = createMemo(() => {
    conversation.view.ticks()
    return props.row.own ? conversation.room.tickOf(item()) : null
  })
  const id = () => props.row.key
  const waiting = () => conversation.cutOff()
  const saysRead = () => conversation.view.newestRead() === id()
  const label = () => {
    const now = item()
    const quoted = isMessage(now) && now.replyTo ? conversation.view.item(now.replyTo.id) : undefined
    return sayMessage(now, {
      name: conversation.nameOf(now),
      tick: tick(),
      waiting: waiting(),
      quoted: isMessage(quoted) ? quoted.text : null,
    })
  }
  const openMenu = (anchor: HTMLElement) => {
    const now = item()
    if (isMessage(now)) conversation.openMenu(now, anchor)
  }
  const longPress = createLongPress(element => openMenu(element))
  return (
    <article
      id={messageElementId(id())}
      class={styles.message}
      data-own={props.row.own ? '' : undefined}
      data-head={props.row.head ? '' : undefined}
      data-fresh={props.fresh ? '' : undefined}
      aria-label={label()}
      tabindex={conversation.isCurrent(id()) ? 0 : -1}
      onPointerEnter={event => setIsNear(event.pointerType === 'mouse')}
      onPointerLeave={() => setIsNear(false)}
      onFocusIn={() => conversation.makeCurrent(id())}
      onKeyDown={event => {
        const now = item()
        if (event.target === event.currentTarget && isMessage(now)) actByKey(event, () => openMenu(event.currentTarget))
      }}
    >
      <div class={styles.line}>
        <div
          class={styles.grip}
          ref={longPress}
          onContextMenu={event => {
            // A finger that rested here has opened the menu already; a chosen word or a link has the browser's own.
            if (
              event.defaultPrevented ||
              !isMessage(item()) ||
              getSelection()?.toString() ||
              (event.target as Element).closest('a')
            )
              return
            event.preventDefault()
            openMenu(event.currentTarget)
          }}
        >
          <MessageBubble item={item()} own={props.row.own} head={props.row.head} tail={props.row.tail} />
          {/* Drawn only where the pointer or the keyboard is: thousands of rows need no button each. */}
          <Show when={isMessage(item()) && (isNear() || conversation.isCurrent(id()))}>
            <button
              type="button"
              class={styles.act}
              aria-label={words().chat.actions}
              aria-haspopup="menu"
              title={words().chat.actions}
              tabindex={conversation.isCurrent(id()) ? 0 : -1}
              onClick={event => openMenu(event.currentTarget)}
            >
              <Icon of={Ellipsis} size={20} />
            </button>
          </Show>
        </div>
        <Show when={props.row.tail || saysRead()}>
          <MessageMeta
            ms={printedMs(item())}
            tick={tick()}
            cutOff={waiting()}
            saysRead={saysRead()}
            hasTime={props.row.tail}
          />
        </Show>
      </div>
      <Show when={asMessage(item())}>{message => <Reactions item={message()} />}</Show>
    </article>
  )

  function actByKey(event: KeyboardEvent, open: () => void) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const now = item()
    if (!isMessage(now)) return
    // `code`, because with a Korean keyboard the same keys say ㄱ, ㄷ and ㅇ.
    const act =
      event.key === 'Enter' || event.key === ' ' || event.key === 'ContextMenu'
        ? open
        : event.code === 'KeyR'
          ? () => conversation.reply(now)
          : event.code === 'KeyE' && props.row.own
            ? () => conversation.edit(now)
            : (event.code === 'KeyD' || event.key === 'Delete') && props.row.own
              ? () => conversation.askErase(now)
              : null
    if (!act) return
    event.preventDefault()
    act()
  }
}

const asMessage = (item: MessageRow['item']) => (isMessage(item) ? item : null)
