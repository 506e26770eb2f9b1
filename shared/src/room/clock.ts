import type { Stamp } from './entry.ts'
import { compareStamps, maxStampCounter, maxStampMs, minStampMs } from './stamp.ts'

/** A remote clock further ahead than this is wrong, and following it would carry the mistake on; so is an own clock corrected by more. */
export const maxDriftMs = 60_000

/**
 * A hybrid logical clock (Kulkarni et al., "Logical Physical Clocks", 2014): each reading is later than every reading given or
 * received before, and as near to real time as that allows. Two devices of one account may draw the same stamp: ties are
 * broken by author and entry id.
 */
export interface Clock {
  /** A new reading, later than all before. */
  tick(): Stamp
  /** Somebody's stamp was seen. Later than `maxDriftMs` from now, it does not move this clock. */
  receive(stamp: Stamp): void
  /**
   * What to add to the device's clock to have the relay's, measured anew. `true`: it changed by more than `maxDriftMs` and the
   * clock started anew, so what was written here and nobody has yet is to be stamped again.
   */
  correct(offsetMs: number): boolean
  /** Corrected time, Unix milliseconds. */
  nowMs(): number
  /** The latest reading given or received, to be kept for the next start. */
  readonly last: Stamp | null
}

export interface ClockSettings {
  /** The device's clock, Unix milliseconds. */
  readonly now: () => number
  /** What `last` was when the device stopped. */
  readonly last?: Stamp | null | undefined
  /** What `correct` was last told. */
  readonly offsetMs?: number | undefined
}

export const makeClock = ({ now, last: kept = null, offsetMs: known = 0 }: ClockSettings): Clock => {
  let offset = known
  let last = kept
  // A device without a battery wakes in 1970; a stamp there has no month.
  const nowMs = (): number => Math.min(Math.max(Math.floor(now() + offset), minStampMs), maxStampMs)
  const after = ({ ms, counter }: Stamp): Stamp =>
    counter < maxStampCounter ? { ms, counter: counter + 1 } : { ms: ms + 1, counter: 0 }
  return {
    nowMs,
    tick() {
      const ms = nowMs()
      last = last === null || ms > last.ms ? { ms, counter: 0 } : after(last)
      return last
    },
    receive(stamp) {
      if (stamp.ms - nowMs() > maxDriftMs) return
      if (last === null || compareStamps(stamp, last) > 0) last = stamp
    },
    correct(offsetMs) {
      const anew = Math.abs(offsetMs - offset) > maxDriftMs
      offset = offsetMs
      if (anew) last = null
      return anew
    },
    get last() {
      return last
    },
  }
}
