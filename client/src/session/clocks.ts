/** The device's two clocks at one moment, in milliseconds: the one that people set, and the one that only runs. */
export interface Clocks {
  /** Unix time. */
  readonly wallMs: number
  /** Since the page began; stands still while the device sleeps, in most browsers. */
  readonly steadyMs: number
}

export const readClocks = (): Clocks => ({ wallMs: Date.now(), steadyMs: performance.now() })

/** Clocks drift apart by some 100 ms an hour of themselves; a second is somebody's doing, or sleep. */
const partedMs = 1_000

/** Whether the device slept between two readings, or its clock was set. */
export const haveParted = (one: Clocks, other: Clocks): boolean =>
  Math.abs(other.wallMs - one.wallMs - (other.steadyMs - one.steadyMs)) > partedMs
