import type { Acknowledgement } from '@sarangbang/shared/api/index.ts'
import { makeWatchable, type Watched } from './watched.ts'

/**
 * How much of a document somebody else has on disk: the greatest next clock acknowledged per client. Acknowledgements only ever
 * grow it, so ticks derive from what was really said and never drift. It shrinks for one reason alone: the relay shows, by
 * asking, that it has less than it acknowledged (a restored backup).
 */
export interface Kept {
  /** Counts changes; `clocks` is a new map after each. */
  readonly changes: Watched<number>
  /** Counts the times it shrank. */
  readonly losses: Watched<number>
  clocks(): Acknowledgement
  covers(client: number, clock: number): boolean
  /** What was acknowledged before was read from this device. Whether it told anything new. */
  merge(acknowledgement: Acknowledgement): boolean
  /** The relay acknowledged. */
  mergeFromRelay(acknowledgement: Acknowledgement): boolean
  /** Counts what the relay has acknowledged to this page. */
  readonly atRelay: Watched<number>
  /** Whether the relay itself has acknowledged, to this page, all of these next clocks. */
  isAtRelay(stateVector: Acknowledgement): boolean
  /** A member's device acknowledged: that stays true whatever the relay loses. */
  mergeFromPeer(acknowledgement: Acknowledgement): boolean
  /**
   * The relay asks for what it lacks, and by that says what it has: all it ever acknowledged and more, unless it lost something. What
   * no peer has acknowledged to this page counts as kept no longer, until it is sent again.
   */
  relayHas(stateVector: Acknowledgement): void
}

export const makeKept = (initial: Acknowledgement = new Map()): Kept => {
  const changes = makeWatchable(0)
  const losses = makeWatchable(0)
  const byPeers = new Map<number, number>()
  const byRelay = new Map<number, number>()
  const atRelay = makeWatchable(0)
  let clocks = initial
  const merge = (acknowledgement: Acknowledgement): boolean => {
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
  }
  return {
    changes,
    losses,
    clocks: () => clocks,
    covers: (client, clock) => (clocks.get(client) ?? 0) > clock,
    merge,
    atRelay,
    mergeFromRelay: acknowledgement => {
      for (const [client, next] of acknowledgement) byRelay.set(client, Math.max(next, byRelay.get(client) ?? 0))
      const isNew = merge(acknowledgement)
      atRelay.set(atRelay.value + 1)
      return isNew
    },
    isAtRelay: stateVector => [...stateVector].every(([client, next]) => (byRelay.get(client) ?? 0) >= next),
    mergeFromPeer: acknowledgement => {
      for (const [client, next] of acknowledgement) byPeers.set(client, Math.max(next, byPeers.get(client) ?? 0))
      return merge(acknowledgement)
    },
    relayHas: stateVector => {
      for (const [client, next] of byRelay) byRelay.set(client, Math.min(next, stateVector.get(client) ?? 0))
      const left = new Map(clocks)
      for (const [client, next] of clocks) {
        const has = Math.max(stateVector.get(client) ?? 0, byPeers.get(client) ?? 0)
        if (has < next) left.set(client, has)
      }
      if ([...left].every(([client, next]) => clocks.get(client) === next)) return
      clocks = left
      losses.set(losses.value + 1)
      changes.set(changes.value + 1)
    },
  }
}
