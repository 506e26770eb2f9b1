/**
 * Calls `wake` whenever the device may have slept or changed networks: nothing that was believed connected before is believed any
 * more (design.md §5). Returns what stops it.
 */
export const onWake = (wake: () => void): (() => void) => {
  const whenVisible = (): void => {
    if (document.visibilityState === 'visible') wake()
  }
  document.addEventListener('visibilitychange', whenVisible)
  addEventListener('online', wake)
  addEventListener('offline', wake)
  addEventListener('pageshow', wake)
  return () => {
    document.removeEventListener('visibilitychange', whenVisible)
    removeEventListener('online', wake)
    removeEventListener('offline', wake)
    removeEventListener('pageshow', wake)
  }
}

/** Calls `leave` when the page goes away, to be frozen or for good. Returns what stops it. */
export const onLeave = (leave: () => void): (() => void) => {
  addEventListener('pagehide', leave)
  return () => removeEventListener('pagehide', leave)
}
