import { createSignal } from 'solid-js'

/** Chromium's event; not in the DOM's own types. */
interface InstallPromptEvent extends Event {
  prompt(): Promise<unknown>
}
const isInstallPrompt = (event: Event): event is InstallPromptEvent => 'prompt' in event

const [offered, setOffered] = createSignal<InstallPromptEvent | null>(null)

const standalone = () => matchMedia('(display-mode: standalone)').matches
/** iOS and iPadOS have no event: there the way is the share sheet. An iPad calls itself a Mac with fingers. */
const isApple = () =>
  /iPhone|iPad/.test(navigator.userAgent) || (/Mac/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)

/** Listens from the first moment: the browser offers once, early, and does not repeat. */
export const watchInstallOffer = (): void => {
  addEventListener('beforeinstallprompt', event => {
    // Its own bar would come over a conversation; the settings say it in their place.
    event.preventDefault()
    if (isInstallPrompt(event)) setOffered(event)
  })
  addEventListener('appinstalled', () => setOffered(null))
}

/** How this device can be asked to install, if at all. Reactive. */
export const installWay = (): 'prompt' | 'share-sheet' | 'none' => {
  if (standalone()) return 'none'
  if (offered()) return 'prompt'
  return isApple() ? 'share-sheet' : 'none'
}

/** Opens the browser's own question. It may be asked once only. */
export const install = async (): Promise<void> => {
  await offered()?.prompt()
  setOffered(null)
}
