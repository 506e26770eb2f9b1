import { createSignal, onCleanup, type Accessor } from 'solid-js'

/** Whether a media query holds, followed live. */
export const createMedia = (query: string): Accessor<boolean> => {
  const list = matchMedia(query)
  const [holds, setHolds] = createSignal(list.matches)
  const follow = () => setHolds(list.matches)
  list.addEventListener('change', follow)
  onCleanup(() => list.removeEventListener('change', follow))
  return holds
}

/** Room for the list and a conversation side by side: 600 CSS pixels or more. Below, one pane at a time. */
export const createTwoPanes = (): Accessor<boolean> => createMedia('(min-width: 600px)')
