import type { Stamp } from './entry.ts'

/** What the time of an entry is printed from. */
export interface Printed {
  /** The author's word. */
  readonly stamp: Stamp
  /** See `OpenedEntry`. */
  readonly arrivedMs?: number | undefined
}

/**
 * The time to print, Unix milliseconds: the author's word, unless the entry was here before that (design.md §3, Time). Never for placing
 * anything: two devices learn of an entry at different times, and would show different orders.
 */
export const printedMs = ({ stamp, arrivedMs }: Printed): number =>
  arrivedMs === undefined ? stamp.ms : Math.min(stamp.ms, arrivedMs)
