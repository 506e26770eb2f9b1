import type { Delivered } from './deliver.ts'

/** At 200 messages a second a bare loop's slowest hundredth takes 1.5 ms: a generator that was later than this measured itself. */
const maxLateMs = 5
const maxTries = 3

/**
 * One round in which the generator could keep its time, if there is one in three tries; otherwise the least late of them. One stall of
 * 80 ms, of which a shared machine has many, is one message in thirty of a run of two seconds, and all of its p99.
 */
export const undisturbed = async (run: () => Promise<Delivered>): Promise<Delivered> => {
  let best = await run()
  for (let tries = 1; tries < maxTries && best.lateMs > maxLateMs; tries++) {
    const again = await run()
    if (again.lateMs < best.lateMs) best = again
  }
  return best
}
