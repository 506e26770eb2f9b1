/** So many at once, then one every so often (token bucket). */
export interface RateLimit {
  readonly burst: number
  readonly everyMs: number
}

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs

/**
 * Every rate limit of the HTTP side, by name. `…PerAddress` counts per client address, `…PerHandle` per handle asked for (known
 * or not: the answers stay equal), the others per account. What a person does by hand stays far below all of them.
 */
export const rateLimits = {
  /** All of /api. An app start makes about ten requests; a household shares an address. */
  requestsPerAddress: { burst: 600, everyMs: 50 },
  /** Live check while typing. Also bounds how fast handles can be listed. */
  handleChecksPerAddress: { burst: 60, everyMs: secondMs },
  /** A family or a class signs up behind one address; a script does not get far. */
  signUpsPerAddress: { burst: 20, everyMs: 6 * minuteMs },
  /** Logins and proofs of the password. */
  loginsPerAddress: { burst: 40, everyMs: 5 * secondMs },
  /** 1,440 guesses a day at one account, from however many addresses. */
  loginsPerHandle: { burst: 20, everyMs: minuteMs },
  /** A recovery code has 128 bits or more; this bounds the work, not the guessing. */
  recoveriesPerAddress: { burst: 20, everyMs: minuteMs },
  recoveriesPerHandle: { burst: 10, everyMs: 5 * minuteMs },
  /** Requests to be friends. */
  connectionRequests: { burst: 30, everyMs: minuteMs },
  /** Read markers: one per room and glance. */
  markers: { burst: 120, everyMs: 200 },
  tickets: { burst: 60, everyMs: secondMs },
  /** Opening the inbox stream, which may cost a snapshot. */
  inboxStreams: { burst: 30, everyMs: 2 * secondMs },
  /** Changes of password, ends of sessions, withdrawals. */
  accountChanges: { burst: 30, everyMs: hourMs / 60 },
} as const satisfies Record<string, RateLimit>
export type RateLimitName = keyof typeof rateLimits

/** Remembered buckets. A full bucket need not be remembered, so honest traffic stays far below; 100,000 are about 15 MB. */
export const maxBuckets = 100_000

export interface RateLimiter {
  /** Takes one token. `null`: go on. Otherwise whole seconds, at least 1, until there is one again. */
  take(limit: RateLimitName, key: string): number | null
  /** Buckets remembered now. */
  size(): number
}

/**
 * @param steadyMs milliseconds of a clock nobody sets: one set back a day would refuse everybody for that day.
 * @param factor multiplies bursts and speeds; 0: everything goes.
 */
export const makeRateLimiter = (steadyMs: () => number, factor = 1): RateLimiter => {
  /** Per bucket: the time at which it would be full again (generic cell rate algorithm: one number is the whole state). */
  const fullAtByKey = new Map<string, number>()
  const forgetFull = (nowMs: number) => {
    for (const [key, fullAt] of fullAtByKey) if (fullAt <= nowMs) fullAtByKey.delete(key)
    // Still too many: an attack from many addresses. The oldest go; they gain one burst by it.
    for (const key of fullAtByKey.keys()) {
      if (fullAtByKey.size <= maxBuckets / 2) break
      fullAtByKey.delete(key)
    }
  }
  return {
    take(name, key) {
      if (factor === 0) return null
      const everyMs = rateLimits[name].everyMs / factor
      const burst = Math.max(1, Math.round(rateLimits[name].burst * factor))
      const nowMs = steadyMs()
      const bucket = `${name} ${key}`
      const before = Math.max(fullAtByKey.get(bucket) ?? nowMs, nowMs)
      const waitMs = before + everyMs - nowMs - burst * everyMs
      const isRefused = waitMs > 0
      // Put at the end in either case: whoever keeps asking is not forgotten by a flood of others.
      fullAtByKey.delete(bucket)
      if (fullAtByKey.size >= maxBuckets) forgetFull(nowMs)
      fullAtByKey.set(bucket, isRefused ? before : before + everyMs)
      return isRefused ? Math.max(1, Math.ceil(waitMs / secondMs)) : null
    },
    size: () => fullAtByKey.size,
  }
}
