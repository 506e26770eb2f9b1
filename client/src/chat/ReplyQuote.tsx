import type { EntryRef } from '@sarangbang/shared/room/entry.ts'
import { words } from '../i18n/words.ts'
import { isMessage, useConversation } from './conversationScope.ts'
import styles from './ReplyQuote.module.css'

/** The message answered, one line of it; a tap goes there. One that is erased or not loaded says so. */
export function ReplyQuote(props: { readonly to: EntryRef; readonly own: boolean; readonly reachable: boolean }) {
  const conversation = useConversation()
  const original = () => conversation.view.item(props.to.id)
  const name = () => conversation.nameOf(original() ?? props.to)
  const line = () => {
    const item = original()
    if (isMessage(item)) return item.text.slice(0, 200).toWellFormed()
    return item?.kind === 'erased' ? words().chat.quoteErased : words().chat.quoteGone
  }
  return (
    <button
      type="button"
      class={styles.quote}
      data-own={props.own ? '' : undefined}
      tabindex={props.reachable ? 0 : -1}
      title={words().chat.jumpToQuote(name())}
      onClick={() => conversation.jumpTo(props.to)}
    >
      <span class={styles.name}>{name()}</span>
      <span class={styles.line}>{line()}</span>
    </button>
  )
}
