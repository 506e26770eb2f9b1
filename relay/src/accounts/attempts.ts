import { randomBytes } from 'node:crypto'

/** What is begun and not finished, by a random 16-byte name: in memory, single-use, short-lived. */
export interface Attempts<T> {
  /** Returns the name, base64url. */
  begin(value: T): string
  /** Looks without using up. `null`: unknown, used, or too old. */
  peek(name: string): T | null
  /** Uses it up. `null`: unknown, used, or too old. */
  take(name: string): T | null
}

/** A slow phone needs some seconds for Argon2id; two minutes leave room for a lift. */
export const attemptLifeMs = 2 * 60_000
/** About 1 KB each. When there are more, the oldest go: starving one login out would take 10,000 begins within its second. */
const maxAttempts = 10_000

/** @param steadyMs milliseconds of a clock nobody sets. */
export const makeAttempts = <T>(steadyMs: () => number): Attempts<T> => {
  /** In the order of their beginning, so the first are the oldest. */
  const begun = new Map<string, { readonly value: T; readonly untilMs: number }>()
  const peek = (name: string) => {
    const found = begun.get(name)
    return found && found.untilMs > steadyMs() ? found.value : null
  }
  return {
    begin(value) {
      const nowMs = steadyMs()
      for (const [name, { untilMs }] of begun) {
        if (untilMs > nowMs && begun.size < maxAttempts) break
        begun.delete(name)
      }
      const name = randomBytes(16).toString('base64url')
      begun.set(name, { value, untilMs: nowMs + attemptLifeMs })
      return name
    },
    peek,
    take(name) {
      const value = peek(name)
      begun.delete(name)
      return value
    },
  }
}
