/**
 * Runs in the page before its own code: pauses of half a minute and more end when the test says so, and not before. Everything shorter goes
 * by the page's own clock.
 */
export interface Pauses {
  /** Ends every pause. @returns how many there were. */
  end(): number
}

declare global {
  interface Window {
    pauses: Pauses
  }
}

export const installPauses = (): void => {
  const longMs = 30_000
  const native = window.setTimeout
  const waiting = new Map<number, () => void>()
  let next = -1
  window.setTimeout = ((act: () => void, ms?: number, ...rest: readonly unknown[]) => {
    // y-webrtc and y-websocket use intervals; half a minute and more are the app's own pauses.
    if ((ms ?? 0) < longMs || (ms ?? 0) > 600_000) return native(act, ms, ...rest)
    waiting.set(next, act)
    return next--
  }) as unknown as typeof window.setTimeout
  const clear = window.clearTimeout
  window.clearTimeout = (id => {
    if (typeof id === 'number' && waiting.delete(id)) return
    clear(id)
  }) as typeof window.clearTimeout
  window.pauses = {
    end: () => {
      const acts = [...waiting.values()]
      waiting.clear()
      for (const act of acts) act()
      return acts.length
    },
  }
}
