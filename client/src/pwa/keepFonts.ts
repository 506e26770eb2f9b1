/** Its name carries no version: each slice's own address has a hash, so a kept one is never wrong. */
const cacheName = 'fonts'

/** Whether this path is a slice of the typeface, the ones that are not fetched ahead. */
export const isFontSlice = (path: string): boolean => /\/PretendardVariable[^/]*\.woff2$/.test(path)

/** From the device when it has been shown before; otherwise from the relay, and kept. Fails as fetch fails: the next face in line is used. */
export const keepFont = async (request: Request): Promise<Response> => {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok) await cache.put(request, fresh.clone())
  return fresh
}
