import { createSignal, onCleanup, type Accessor } from 'solid-js'

/** The present, Unix ms, refreshed when the minute turns and when the page is looked at again: for words like "yesterday". */
export const createNow = (): Accessor<number> => {
  const [now, setNow] = createSignal(Date.now())
  let timer: ReturnType<typeof setTimeout>
  const turn = () => {
    clearTimeout(timer)
    setNow(Date.now())
    timer = setTimeout(turn, 60_000 - (Date.now() % 60_000))
  }
  turn()
  document.addEventListener('visibilitychange', turn)
  onCleanup(() => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', turn)
  })
  return now
}
