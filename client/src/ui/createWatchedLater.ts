import { createRenderEffect, createSignal, onCleanup, type Accessor } from 'solid-js'
import type { Watched } from '../replica/watched.ts'
import { afterPaint } from '../session/afterPaint.ts'

/**
 * As `createWatched`, one frame later and only the last of what came meanwhile: for what nobody waits for, so that a key press or a
 * message that arrives draws itself first. `null`, not known yet, gives way at once.
 */
export const createWatchedLater = <T>(source: Accessor<Watched<T>>): Accessor<T> => {
  let shown = source().value
  const [value, setValue] = createSignal<T>(shown, { equals: Object.is })
  const show = (next: T): void => {
    shown = next
    setValue(() => next)
  }
  createRenderEffect(() => {
    const watched = source()
    let isWaiting = false
    let isStopped = false
    // It may have changed between the first read and now.
    show(watched.value)
    const stop = watched.watch(next => {
      if (shown === null) return show(next)
      if (isWaiting) return
      isWaiting = true
      void afterPaint().then(() => {
        isWaiting = false
        if (!isStopped) show(watched.value)
      })
    })
    onCleanup(() => {
      isStopped = true
      stop()
    })
  })
  return value
}
