import { createSignal, onCleanup, type Accessor } from 'solid-js'

/** `navigator.onLine`, followed live. `false` is certain to mean no network; `true` promises nothing. */
export const createOnline = (): Accessor<boolean> => {
  const [online, setOnline] = createSignal(navigator.onLine)
  const follow = () => setOnline(navigator.onLine)
  window.addEventListener('online', follow)
  window.addEventListener('offline', follow)
  onCleanup(() => {
    window.removeEventListener('online', follow)
    window.removeEventListener('offline', follow)
  })
  return online
}
