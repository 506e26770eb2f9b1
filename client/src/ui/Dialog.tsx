import { Dialog as Kobalte } from '@kobalte/core/dialog'
import { createComputed, Show, type JSX } from 'solid-js'
import styles from './Dialog.module.css'

export interface DialogProps {
  readonly open: boolean
  /** Asked for by Esc, by pressing outside or by a button. */
  readonly onClose: () => void
  /** A question, or the name of what is inside. */
  readonly title: string
  /** What is lost, what is safe. */
  readonly body?: string | undefined
  /** Fields and the like. */
  readonly children?: JSX.Element | undefined
  /** Buttons, 취소 first. */
  readonly actions: JSX.Element
  /** While something is under way nothing closes it. */
  readonly busy?: boolean | undefined
}

/** A sheet of paper over everything: keeps the focus in and gives it back. */
export function Dialog(props: DialogProps) {
  // Opened by a signal rather than by a trigger of its own, so it has to remember itself who had the focus.
  let opener: Element | null = null
  createComputed(() => {
    if (props.open) opener = document.activeElement
  })
  const giveBack = (event: Event) => {
    event.preventDefault()
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  }
  return (
    <Kobalte
      open={props.open}
      onOpenChange={open => {
        if (!open && !props.busy) props.onClose()
      }}
    >
      <Kobalte.Portal>
        <Kobalte.Overlay class={styles.overlay} />
        <div class={styles.place}>
          <Kobalte.Content class={styles.sheet} onCloseAutoFocus={giveBack}>
            <Kobalte.Title class={styles.title}>{props.title}</Kobalte.Title>
            <Show when={props.body}>
              <Kobalte.Description class={styles.body}>{props.body}</Kobalte.Description>
            </Show>
            {props.children}
            <div class={styles.actions}>{props.actions}</div>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte>
  )
}
