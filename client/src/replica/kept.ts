import type { Acknowledgement } from '@sarangbang/shared/api/index.ts'
import { makeWatchable, type Watched } from './watched.ts'

/**
 * How much of a document somebody else has on disk: the greatest next clock acknowledged per client. Acknowledgements only ever
 * grow it, so ticks derive from what was really said and never drift or step back.
 */
export interface Kept {
  /** Counts changes; `clocks` is a new map after each. */
  readonly changes: Watched<number>
  clocks(): Acknowledgement
  covers(client: number, clock: number): boolean
  /** Whether it told anything new. */
  merge(acknowledgement: Acknowledgement): boolean
}

export const makeKept = (initial: Acknowledgement = new Map()): Kept => {
  const changes = makeWatchable(0)
  let clocks = initial
  return {
    changes,
    clocks: () => clocks,
    covers: (client, clock) => (clocks.get(client) ?? 0) > clock,
    merge: acknowledgement => {
      const grown = new Map(clocks)
      let isNew = false
      for (const [client, next] of acknowledgement) {
        if (next <= (clocks.get(client) ?? 0)) continue
        grown.set(client, next)
        isNew = true
      }
      if (isNew) {
        clocks = grown
        changes.set(changes.value + 1)
      }
      return isNew
    },
  }
}
