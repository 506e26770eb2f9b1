/** A steady rate with a burst (token bucket): `atOnce` tokens at first, `perS` new ones a second, never more than `atOnce`. */
export interface TokenBucket {
  /** Takes tokens if they are there. @returns whether they were. */
  take(tokens: number, nowMs: number): boolean
  /** Takes them in any case, going into debt. @returns milliseconds until the debt is paid; 0 where there is none. */
  owe(tokens: number, nowMs: number): number
}

export const makeTokenBucket = (perS: number, atOnce: number, nowMs: number): TokenBucket => {
  let tokens = atOnce
  let filledMs = nowMs
  const fill = (nowMs: number) => {
    // A clock that was set back earns nothing, and costs nothing.
    tokens = Math.min(atOnce, tokens + (Math.max(0, nowMs - filledMs) * perS) / 1000)
    filledMs = nowMs
  }
  return {
    take(wanted, nowMs) {
      fill(nowMs)
      if (tokens < wanted) return false
      tokens -= wanted
      return true
    },
    owe(wanted, nowMs) {
      fill(nowMs)
      tokens -= wanted
      return tokens >= 0 ? 0 : Math.ceil((-tokens * 1000) / perS)
    },
  }
}
