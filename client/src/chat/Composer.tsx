import ArrowUp from 'lucide-solid/icons/arrow-up'
import Check from 'lucide-solid/icons/check'
import { createEffect, createMemo, createRenderEffect, createSignal, on, Show, untrack } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { WriteFault } from '../replica/replica.ts'
import { createMedia } from '../ui/createMedia.ts'
import { ComposerNotice } from './ComposerNotice.tsx'
import { ComposerStrip } from './ComposerStrip.tsx'
import styles from './Composer.module.css'
import { isMessage, useConversation } from './conversationScope.ts'
import { countNearLimit } from './countNearLimit.ts'
import { createDraft } from './createDraft.ts'
import { createEnterKey } from './createEnterKey.ts'
import { SendButton } from './SendButton.tsx'

export interface ComposerProps {
  /** Called with what puts the caret here. */
  readonly focus: (focus: () => void) => void
  readonly onSent: () => void
}

/** Where messages are written. Whatever stands here survives: a key press keeps it, and only a message on disk takes it away. */
export function Composer(props: ComposerProps) {
  const conversation = useConversation()
  const draft = createDraft(untrack(() => conversation.room))
  const isTouch = createMedia('(hover: none) and (pointer: coarse)')
  const [fault, setFault] = createSignal<WriteFault | null>(null)
  const left = createMemo(() => countNearLimit(draft.text()))
  const isEmpty = () => draft.text().trim() === ''
  const editing = () => {
    const composing = conversation.composing()
    return composing?.kind === 'edit' ? composing.item : null
  }
  let field: HTMLTextAreaElement | undefined
  const focus = () => field?.focus({ preventScroll: true })
  /** The text is the field's own: a syllable that has just ended its composition is there before any event tells of it. */
  const written = () => (field?.value ?? draft.text()).replace(/^\n+|\s+$/g, '')

  const submit = (silent = false) => {
    const composing = conversation.composing()
    const text = written()
    if (text === '') return
    setFault(null)
    if (composing?.kind === 'edit') {
      void change(text)
      return
    }
    if (text !== draft.text()) draft.write(text)
    void say(text, silent)
  }
  const say = async (text: string, silent: boolean) => {
    const composing = conversation.composing()
    conversation.stopComposing()
    const taken = draft.take()
    const sent = conversation.room.send({
      id: taken.id,
      text,
      silent,
      replyTo: composing?.kind === 'reply' ? composing.item.ref : undefined,
    })
    props.onSent()
    const result = await sent
    taken.settle(result.ok)
    if (result.ok) return
    // Who has begun something else meanwhile goes on with it; the text waits in the draft.
    if (composing?.kind === 'reply' && conversation.composing() === null) conversation.reply(composing.item)
    setFault(result.error)
  }
  const change = async (text: string) => {
    const composing = conversation.composing()
    const item = editing()
    if (!item) return
    const now = conversation.view.item(item.ref.id)
    if (text === (isMessage(now) ? now.text : item.text)) {
      conversation.stopComposing()
      return
    }
    const result = await conversation.room.edit(item.ref, text)
    const isStillOpen = conversation.composing() === composing
    if (result.ok) {
      // What was typed while the disk worked is one more change, and not to be thrown away.
      if (isStillOpen && written() === text) conversation.stopComposing()
      return
    }
    if (conversation.composing() === null) {
      conversation.edit(item)
      // Not where the message was taken back meanwhile: then there is nothing to change.
      if (editing()) draft.setAside(text)
    }
    setFault(result.error)
  }

  createEffect(
    on(
      conversation.composing,
      (composing, before) => {
        if (composing?.kind === 'edit') draft.setAside(composing.item.text)
        else if (before?.kind === 'edit') draft.takeUp()
        if (composing) focus()
        setFault(null)
      },
      { defer: true },
    ),
  )
  createEffect(on(draft.text, () => field && fit(field)))
  createRenderEffect(() => props.focus(focus))

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === 'Escape' && conversation.composing()) {
      event.stopPropagation()
      conversation.stopComposing()
    }
    const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey
    if (event.key === 'ArrowUp' && plain && draft.text() === '' && !conversation.composing()) {
      const last = conversation.view.items()?.findLast(item => isMessage(item) && conversation.isMine(item))
      if (!isMessage(last)) return
      event.preventDefault()
      conversation.edit(last)
    }
  }
  const placeholder = () => {
    const say = words().chat
    if (editing()) return say.composerEdit
    return conversation.cutOff() ? say.composerOffline : say.composer
  }
  return (
    <div class={styles.composer}>
      <ComposerStrip />
      <ComposerNotice fault={fault()} left={left()} />
      <div class={styles.row}>
        <div class={styles.box}>
          <textarea
            ref={element => {
              field = element
              createEnterKey(() => submit(), isTouch)(element)
            }}
            class={styles.field}
            rows={1}
            dir="auto"
            aria-label={editing() ? words().chat.composerEdit : words().chat.composer}
            aria-invalid={fault() ? 'true' : undefined}
            placeholder={placeholder()}
            value={draft.text()}
            enterkeyhint={isTouch() ? 'enter' : 'send'}
            onInput={event => {
              if (editing()) draft.setAside(event.currentTarget.value)
              else draft.write(event.currentTarget.value)
            }}
            onKeyDown={onKeyDown}
          />
        </div>
        <Show
          when={editing()}
          fallback={
            <SendButton
              icon={ArrowUp}
              label={words().chat.send}
              disabled={isEmpty()}
              onSend={() => submit()}
              onSendQuietly={() => submit(true)}
            />
          }
        >
          <SendButton icon={Check} label={words().chat.sendEdit} disabled={isEmpty()} onSend={() => submit()} />
        </Show>
      </div>
    </div>
  )
}

const sizesItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')
/** Grows with what is written; the style sheet ends it at six lines. Only for browsers that do not do it themselves. */
const fit = (field: HTMLTextAreaElement): void => {
  if (sizesItself) return
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight}px`
}
