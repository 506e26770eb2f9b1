/** Half a minute: a handshake and one bad update are all that a fault costs meanwhile. */
const firstMs = 30_000
/** Ten minutes: whoever is mended (a relay upgraded, a page reloaded) is not left alone for longer than a walk to the kitchen. */
const longestMs = 600_000

/** How long to leave somebody alone who sent what may not be sent. Never for ever: he may have passed it on in good faith. */
export interface GrowingPause {
  /** Once a fault: each that follows soon waits twice as long; after good behaviour for two pauses it begins anew. */
  next(nowMs: number): number
  /** When the latest pause ends; 0 before the first. */
  readonly endsMs: number
}

/** Times on any clock that only goes forward, the same in all calls. */
export const makeGrowingPause = (): GrowingPause => {
  let pauseMs = 0
  let endsMs = 0
  return {
    next: nowMs => {
      const isSoon = pauseMs > 0 && nowMs - endsMs <= 2 * pauseMs
      pauseMs = isSoon ? Math.min(2 * pauseMs, longestMs) : firstMs
      endsMs = nowMs + pauseMs
      return pauseMs
    },
    get endsMs() {
      return endsMs
    },
  }
}
