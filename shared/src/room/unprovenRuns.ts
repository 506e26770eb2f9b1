import type { Erasures } from './erasures.ts'
import { endOf, type StructId, type UpdateStruct } from './updateStruct.ts'

/** What it takes to know that a tombstone is explained: a signed erasure, or that the document holds what stood there already. */
export interface Explained {
  stateOf(client: number): number
  readonly erasures: Pick<Erasures, 'has'>
}

/** Tombstones that wait for their proofs, in the order they came; neighbouring clocks are one run, however many structs they were. */
export interface UnprovenRuns {
  /** How many runs are remembered, proven ones among them. */
  readonly count: number
  add(tombstones: readonly UpdateStruct[]): void
  /** The first clock that nothing explains yet; `null` when all are explained. */
  first(by: Explained): StructId | null
}

interface Run {
  readonly client: number
  /** The first that is not known to be explained. */
  clock: number
  end: number
}

/**
 * Asks for the first run alone and forgets each clock that was explained, as what explains it stays: over all questions each clock is
 * looked at once, and a run of 2^50 ends at the first clock that nothing explains.
 */
export const emptyUnprovenRuns = (): UnprovenRuns => {
  const runs: Run[] = []
  let at = 0
  return {
    get count() {
      return runs.length
    },
    add(tombstones) {
      for (const struct of tombstones) {
        const last = runs.at(-1)
        if (last?.client === struct.client && last.end === struct.clock) last.end = endOf(struct)
        else runs.push({ client: struct.client, clock: struct.clock, end: endOf(struct) })
      }
    },
    first({ stateOf, erasures }) {
      for (let run = runs[at]; run; run = runs[++at]) {
        run.clock = Math.max(run.clock, stateOf(run.client))
        while (run.clock < run.end && erasures.has(run.client, run.clock)) run.clock++
        if (run.clock < run.end) return { client: run.client, clock: run.clock }
      }
      return null
    },
  }
}
