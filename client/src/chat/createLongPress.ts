import { onCleanup } from 'solid-js'

/** As long as a phone's own; shorter is met by chance while scrolling. */
export const longPressMs = 450
/** A finger that travels further is scrolling. CSS pixels. */
const travelPx = 10

/**
 * Calls `act` when a finger or pen rests on the element. Returns a `ref`. The click that would follow is swallowed, and so is the
 * phone's own selection menu.
 */
export const createLongPress = <E extends HTMLElement>(act: (element: E) => void) => {
  return (element: E): void => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let from = { x: 0, y: 0 }
    let acted = false
    const stop = () => clearTimeout(timer)
    const down = (event: PointerEvent) => {
      acted = false
      if (event.pointerType === 'mouse' || !event.isPrimary) return
      from = { x: event.clientX, y: event.clientY }
      stop()
      timer = setTimeout(() => {
        acted = true
        navigator.vibrate?.(10)
        act(element)
      }, longPressMs)
    }
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > travelPx) stop()
    }
    const click = (event: Event) => {
      if (!acted) return
      acted = false
      event.preventDefault()
      event.stopPropagation()
    }
    // The mouse events a browser makes up after a touch would move the focus, and close what has just opened.
    const lift = (event: TouchEvent) => {
      if (acted && event.cancelable) event.preventDefault()
    }
    const menu = (event: Event) => {
      stop()
      if (acted) event.preventDefault()
    }
    element.addEventListener('pointerdown', down)
    element.addEventListener('pointermove', move)
    element.addEventListener('pointerup', stop)
    element.addEventListener('pointercancel', stop)
    element.addEventListener('touchend', lift)
    element.addEventListener('click', click, true)
    element.addEventListener('contextmenu', menu)
    onCleanup(stop)
  }
}
