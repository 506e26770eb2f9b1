import { createEffect, createMemo, createSignal, onCleanup, Show, type JSX } from 'solid-js'
import { words } from '../i18n/words.ts'
import { useConversation } from './conversationScope.ts'
import { foldText } from './foldText.ts'
import styles from './FoldedText.module.css'
import { MessageText } from './MessageText.tsx'

export interface FoldedTextProps {
  readonly id: string
  readonly text: string
  /** Stands behind the text, e.g. (수정됨). */
  readonly after?: JSX.Element | undefined
}

/** A message's text, folded over twelve lines. Whether it is over is measured, because only the screen knows its width and letters. */
export function FoldedText(props: FoldedTextProps) {
  const conversation = useConversation()
  const [isOver, setIsOver] = createSignal(false)
  const folded = createMemo(() => foldText(props.text))
  const isCut = () => folded().text.length < props.text.length
  const unfolded = () => conversation.isUnfolded(props.id)
  const folds = () => folded().measured && !unfolded()
  const canFold = () => folded().measured && (isCut() || isOver() || unfolded())

  const measure = (element: HTMLElement) => {
    createEffect(() => {
      if (!folds()) return
      const observer = new ResizeObserver(() => setIsOver(element.scrollHeight > element.clientHeight + 1))
      observer.observe(element)
      onCleanup(() => observer.disconnect())
    })
  }
  return (
    <>
      <div
        class={styles.text}
        ref={measure}
        data-folds={folds() ? '' : undefined}
        data-over={canFold() ? '' : undefined}
        dir="auto"
      >
        <MessageText text={folds() ? folded().text : props.text} reachable={conversation.isCurrent(props.id)} />
        {props.after}
      </div>
      <Show when={canFold()}>
        <button
          type="button"
          class={styles.more}
          aria-expanded={unfolded()}
          tabindex={conversation.isCurrent(props.id) ? 0 : -1}
          onClick={() => conversation.toggleFold(props.id)}
        >
          {unfolded() ? words().chat.showLess : words().chat.showAll}
        </button>
      </Show>
    </>
  )
}
