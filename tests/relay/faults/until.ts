import { vi } from 'vitest'

/** Waits for a state, and says which when it does not come. A relay in a process of its own, on a busy machine: a minute. */
export const until = (what: string, holds: () => boolean | Promise<boolean>): Promise<void> =>
  vi.waitFor(
    async () => {
      if (!(await holds())) throw new Error(`never came: ${what}`)
    },
    { timeout: 60_000, interval: 20 },
  )
