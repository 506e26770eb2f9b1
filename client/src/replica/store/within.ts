/** Something did not settle in time. The work itself goes on: a promise cannot be stopped. */
export class TimeLimitError extends Error {
  readonly doing: string
  readonly limitMs: number
  constructor(doing: string, limitMs: number) {
    super(`${doing}: no answer in ${limitMs} ms`)
    this.name = 'TimeLimitError'
    this.doing = doing
    this.limitMs = limitMs
  }
}

/**
 * A page that slept wakes with every timer overdue before its storage could answer. Counted in four parts, a sleep of any length
 * uses up one of them.
 */
const parts = 4

/**
 * Settles as `promise` does, or rejects with a `TimeLimitError` when it has not settled after `limitMs` of the page being awake.
 * @param doing What the limit is for, as the fault's reader should see it.
 */
export const within = async <T>(promise: Promise<T>, limitMs: number, doing: string): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    let left = parts
    const tick = () => {
      if (left-- > 0) timer = setTimeout(tick, limitMs / parts)
      else reject(new TimeLimitError(doing, limitMs))
    }
    tick()
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
