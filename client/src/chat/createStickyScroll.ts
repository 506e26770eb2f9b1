import { batch, createSignal, type Accessor } from 'solid-js'
import type { VirtualizerHandle } from 'virtua/solid'

/** Nearer than this to the end counts as being there: less than a line. CSS pixels. */
const nearPx = 16

export interface StickyScroll {
  readonly list: (handle?: VirtualizerHandle) => void
  readonly handle: () => VirtualizerHandle | undefined
  /** At the newest message; what arrives keeps it there. */
  readonly atEnd: Accessor<boolean>
  readonly isMoving: Accessor<boolean>
  /** Distance from the top, CSS pixels; follows every scroll. */
  readonly offset: Accessor<number>
  readonly toEnd: () => void
  readonly toIndex: (index: number, align: 'start' | 'center' | 'end' | 'nearest') => void
  readonly scrolled: () => void
  readonly ended: () => void
  readonly resized: () => void
}

/** Holds a list at its end while it is there: new rows, rows that grow and a keyboard that opens do not push the newest away. */
export const createStickyScroll = (count: () => number): StickyScroll => {
  let handle: VirtualizerHandle | undefined
  const [atEnd, setAtEnd] = createSignal(true)
  const [isMoving, setIsMoving] = createSignal(false)
  const [offset, setOffset] = createSignal(0)
  let holds = true

  const isAtEnd = () => !handle || handle.scrollSize - handle.viewportSize - handle.scrollOffset <= nearPx
  const toEnd = () => {
    holds = true
    setAtEnd(true)
    handle?.scrollToIndex(count() - 1, { align: 'end' })
  }
  return {
    list: made => void (handle = made),
    handle: () => handle,
    atEnd,
    isMoving,
    offset,
    toEnd,
    toIndex(index, align) {
      holds = false
      handle?.scrollToIndex(index, { align })
    },
    scrolled() {
      const now = isAtEnd()
      // Rows above the view being measured move the list for a moment; only a person's own scrolling lets go of the end.
      if (now || !holds || movedUp()) holds = now
      batch(() => {
        setAtEnd(holds || now)
        setIsMoving(true)
        setOffset(handle?.scrollOffset ?? 0)
      })
    },
    ended() {
      setIsMoving(false)
    },
    resized() {
      if (holds) toEnd()
      else setAtEnd(isAtEnd())
    },
  }

  function movedUp(): boolean {
    return handle !== undefined && handle.scrollOffset < offset()
  }
}
