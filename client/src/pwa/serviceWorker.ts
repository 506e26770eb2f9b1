/// <reference lib="webworker" />
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  precacheAndRoute,
  type PrecacheEntry,
} from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { isFontSlice, keepFont } from './keepFonts.ts'

/** The shell of the app, kept on the device: it opens with no network. Conversations are not its business. */
declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (PrecacheEntry | string)[] }

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)

// Every address of the app is the one page; what the relay answers is not.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/(api|sync|signal)(\/|$)/] }))

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && isFontSlice(url.pathname),
  ({ request }) => keepFont(request),
)

// A new version waits until somebody says so (offerUpdate.ts): it never takes the page from under a half-written message.
self.addEventListener('message', event => {
  const wish: unknown = event.data
  if (typeof wish === 'object' && wish !== null && 'type' in wish && wish.type === 'SKIP_WAITING')
    void self.skipWaiting()
})
