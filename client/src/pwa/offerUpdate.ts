import RefreshCw from 'lucide-solid/icons/refresh-cw'
import { registerSW } from 'virtual:pwa-register'
import { words } from '../i18n/words.ts'
import { dropToast, showToast, type Toast } from '../ui/toast.ts'

/** An app kept open for days should still hear of a new version: asked every hour, and when it is looked at again. */
const askEveryMs = 3_600_000

/**
 * Registers the service worker and, when a new version has been fetched, offers it. Nothing is taken over unasked; drafts are on this
 * disk with every key press, so the reload keeps them.
 */
export const offerUpdate = (): void => {
  let offer: Toast | undefined
  const update = registerSW({
    onNeedRefresh() {
      if (offer) dropToast(offer)
      offer = {
        text: words().pwa.updateReady,
        icon: RefreshCw,
        stays: true,
        action: { label: words().pwa.update, run: () => void update(true) },
      }
      showToast(offer)
    },
    onRegisteredSW(_url, registration) {
      if (!registration) return
      let askedMs = Date.now()
      const ask = () => {
        if (document.visibilityState !== 'visible' || !navigator.onLine || Date.now() - askedMs < askEveryMs) return
        askedMs = Date.now()
        // Offline after all, or the relay is away: the next hour will do.
        registration.update().catch(() => undefined)
      }
      setInterval(ask, askEveryMs)
      document.addEventListener('visibilitychange', ask)
    },
  })
}
