import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { createEffect, createSignal, onCleanup, untrack, type Accessor } from 'solid-js'
import { afterPaint } from '../session/afterPaint.ts'

/** Whether a person is before this page: it is visible and has the focus. */
export const createPresent = (): Accessor<boolean> => {
  const look = () => document.visibilityState === 'visible' && document.hasFocus()
  const [isPresent, setIsPresent] = createSignal(look())
  const follow = () => setIsPresent(look())
  document.addEventListener('visibilitychange', follow)
  window.addEventListener('focus', follow)
  window.addEventListener('blur', follow)
  window.addEventListener('pageshow', follow)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', follow)
    window.removeEventListener('focus', follow)
    window.removeEventListener('blur', follow)
    window.removeEventListener('pageshow', follow)
  })
  return isPresent
}

/**
 * Marks the room read whenever its newest message is before a person's eyes: shown, focused, and scrolled to. At each change: below what
 * was just said there may stand what claims to be from the future. Once it is painted: to seal, show and keep a marker takes longer than to draw
 * the message, and before that nobody has read it.
 */
export const createReading = (
  isLooking: Accessor<boolean>,
  items: Accessor<readonly TimelineItem[] | null>,
  markRead: () => void,
): void => {
  const isSeen = () => (items()?.length ?? 0) > 0 && isLooking()
  let isWaiting = false
  let isLeft = false
  onCleanup(() => (isLeft = true))
  createEffect(() => {
    if (!isSeen() || isWaiting) return
    isWaiting = true
    void afterPaint().then(() => {
      isWaiting = false
      if (!isLeft && untrack(isSeen)) markRead()
    })
  })
}
