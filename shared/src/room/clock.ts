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
  /** Corrected time, Unix milliseconds; never before the relay was last heard. */
  nowMs(): number
  /** What `correct` was last told: two stamps made under offsets that differ by more than `maxDriftMs` do not go together. */
  readonly offsetMs: number
  /** The relay's time when it was last heard, to be kept for the next start. */
  readonly heardMs: number | null
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
  /**
   * What `heardMs` was when the device stopped. A clock that went back a year meanwhile would else write into a month of last year, and
   * not open this one.
   */
  readonly heardMs?: number | null | undefined
}

export const makeClock = ({
  now,
  last: kept = null,
  offsetMs: known = 0,
  heardMs: keptHeardMs = null,
}: ClockSettings): Clock => {
  let offset = known
  let last = kept
  let heardMs = keptHeardMs
  const nowMs = (): number =>
    // A device without a battery wakes in 1970; a stamp there has no month.
    Math.min(Math.max(Math.floor(now() + offset), heardMs ?? minStampMs, minStampMs), maxStampMs)
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
      // Set and not raised: a relay that was ahead itself and has been corrected must not hold this clock there.
      heardMs = Math.floor(now() + offset)
      if (anew) last = null
      return anew
    },
    get offsetMs() {
      return offset
    },
    get heardMs() {
      return heardMs
    },
    get last() {
      return last
    },
  }
}
