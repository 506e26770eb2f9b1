import { createSignal, createEffect } from 'solid-js'
import { words } from '../i18n/words.ts'
import styles from './ListSash.module.css'

/** Pixels: below, names no longer fit; above, the conversation suffers. */
const minWidth = 280
const maxWidth = 420
const stepWidth = 20

const clamp = (width: number) => Math.min(maxWidth, Math.max(minWidth, Math.round(width)))

/** Between list and conversation on a wide screen: drag it, or move it with the arrow keys. Lasts until the page is left. */
export function ListSash() {
  const [width, setWidth] = createSignal<number>()
  createEffect(() => {
    const chosen = width()
    if (chosen !== undefined) document.documentElement.style.setProperty('--chosen-list-width', `${chosen}px`)
  })
  const shownWidth = (sash: HTMLElement) => sash.previousElementSibling?.getBoundingClientRect().width ?? minWidth
  return (
    <div
      class={styles.sash}
      role="separator"
      tabindex="0"
      aria-orientation="vertical"
      aria-label={words().common.resizeList}
      aria-valuemin={minWidth}
      aria-valuemax={maxWidth}
      aria-valuenow={width() ?? 340}
      onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={event => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
        const listLeft = event.currentTarget.previousElementSibling?.getBoundingClientRect().left ?? 0
        setWidth(clamp(event.clientX - listLeft))
      }}
      onKeyDown={event => {
        const step = event.key === 'ArrowLeft' ? -stepWidth : event.key === 'ArrowRight' ? stepWidth : 0
        if (step === 0) return
        event.preventDefault()
        setWidth(clamp(shownWidth(event.currentTarget) + step))
      }}
    />
  )
}
