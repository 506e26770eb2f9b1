import { createEffect, createMemo, createSignal, onCleanup, type Accessor } from 'solid-js'
import { words } from '../i18n/words.ts'
import type { Replica } from '../replica/replica.ts'
import { createWatched } from '../ui/createWatched.ts'

/** Screens in sight that have a title of their own; the last one's stands in the browser's tab. */
const [titles, setTitles] = createSignal<readonly Accessor<string>[]>([])

/** Names the page after this screen, for as long as it is there. */
export const createPageTitle = (title: Accessor<string>): void => {
  setTitles(now => [...now, title])
  onCleanup(() => setTitles(now => now.filter(other => other !== title)))
}

/** What waits, where it is seen without looking: before the page's title, and on the installed app's icon where there is one. */
export const createUnreadBadge = (replica: Replica): void => {
  const rooms = createWatched(() => replica.rooms)
  const unread = createMemo(() => (rooms() ?? []).reduce((sum, room) => sum + room.unread, 0))
  createEffect(() => {
    const name = words().common.appName
    const own = titles().at(-1)?.()
    const title = own ? `${own} · ${name}` : name
    document.title = unread() > 0 ? `(${unread()}) ${title}` : title
  })
  createEffect(() => void showOnIcon(unread()))
  onCleanup(() => void showOnIcon(0))
}

/** Not every browser has it, and one that has may refuse while the app is not installed: the badge is a courtesy. */
const showOnIcon = async (count: number): Promise<void> => {
  if (!('setAppBadge' in navigator)) return
  try {
    await (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge())
  } catch {
    return
  }
}
