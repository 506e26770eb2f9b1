import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { maxDriftMs, type Clock } from '@sarangbang/shared/room/clock.ts'
import type { OpenedEntry, Stamp } from '@sarangbang/shared/room/entry.ts'
import { isSameTime } from './store/journal.ts'

export interface Arrival {
  /** Corrected clock, Unix milliseconds. */
  readonly arrivedMs: number
  /** What was added to this device's clock then. */
  readonly offsetMs: number
}
/** By author and claimed stamp: an edit's past, a copy and the mark of an erased message claim the same, and came when it did. */
export type Arrivals = ReadonlyMap<string, Arrival>

export interface RoomArrivals {
  /** The entry with its arrival where it claims a time more than `maxDriftMs` from now, or did so when it first came. */
  note(opened: OpenedEntry): OpenedEntry
}

/** Some 30 KiB a room. Beyond, the first are forgotten: their claim is printed once its time has come, and until then a later arrival. */
export const maxArrivals = 500

/**
 * When the few entries came to this device whose authors' clocks are ahead (design.md §3, Time). Everything else needs no memory: its own
 * word is what is printed. Arrivals noted under a correction of the clock that turned out to be wrong count as not noted. Of two tabs that
 * note for one room the last is remembered; what the other noted is then noted again at the next reading.
 */
export const makeRoomArrivals = ({
  clock,
  kept,
  onNoted,
}: {
  readonly clock: Pick<Clock, 'nowMs' | 'offsetMs'>
  /** What this device remembers. */
  readonly kept: Arrivals
  /** Something is to be remembered: all of it, oldest first. */
  readonly onNoted: (arrivals: Arrivals) => void
}): RoomArrivals => {
  const arrivals = new Map(kept)
  let isTold = true
  const tellSoon = (): void => {
    // A backlog of thousands is learnt in one turn, and is one row on the disk.
    if (isTold) queueMicrotask(tell)
    isTold = false
  }
  const tell = (): void => {
    isTold = true
    onNoted(new Map(arrivals))
  }
  const arrivalOf = (author: AccountId, claimed: Stamp): number | undefined => {
    const nowMs = clock.nowMs()
    const isAhead = claimed.ms - nowMs > maxDriftMs
    if (!isAhead && arrivals.size === 0) return undefined
    const key = `${author}/${claimed.ms}.${claimed.counter}`
    const known = arrivals.get(key)
    if (known !== undefined && isSameTime(known, clock)) return known.arrivedMs
    if (known === undefined && !isAhead) return undefined
    arrivals.delete(key)
    if (isAhead) arrivals.set(key, { arrivedMs: nowMs, offsetMs: clock.offsetMs })
    for (const oldest of arrivals.keys()) {
      if (arrivals.size <= maxArrivals) break
      arrivals.delete(oldest)
    }
    tellSoon()
    return isAhead ? nowMs : undefined
  }
  return {
    note: opened => {
      const { entry, author, place, arrivedMs: before } = opened
      const arrivedMs = arrivalOf(author, claimedBy(entry))
      if (arrivedMs === before) return opened
      return { entry, author, place, ...(arrivedMs !== undefined && { arrivedMs }) }
    },
  }
}

/** A mark of erasure shows the time that its message claimed, not its own. */
const claimedBy = (entry: OpenedEntry['entry']): Stamp =>
  entry.type === 'system' && entry.event.code === 'erased' ? entry.event.stamp : entry.stamp
