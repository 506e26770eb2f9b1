import type { SyncLog } from './sync/syncParts.ts'

/** A clock that is kept by NTP is corrected by less; a minute is what devices call a wrong clock (design.md §3, Time). */
const jumpMs = 60_000

/**
 * Says when the machine's clock was set: months that are accepted, and what devices take for the time, follow it. What lasts goes by
 * the steady clock and does not notice.
 * @returns what to call now and then.
 */
export const makeWatchClock = (now: () => number, steadyMs: () => number, log: Pick<SyncLog, 'warn'>): (() => void) => {
  let offsetMs = now() - steadyMs()
  return () => {
    const movedMs = now() - steadyMs() - offsetMs
    if (Math.abs(movedMs) < jumpMs) return
    offsetMs += movedMs
    log.warn({ movedS: Math.round(movedMs / 1000) }, 'the clock of this machine was set, or the machine slept')
  }
}
