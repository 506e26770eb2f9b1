import type { Stamp } from './entry.ts'
import type { Printed } from './printedMs.ts'
import { maxStamp } from './stamp.ts'

/**
 * How far a read marker has to reach for an item to be read: its stamp or, where that lies after its arrival, the arrival. A marker never
 * goes into the future, so what claims to come from there would else be unread until its time has come.
 */
export const stampToRead = ({ stamp, arrivedMs }: Printed): Stamp =>
  arrivedMs !== undefined && arrivedMs < stamp.ms ? { ms: arrivedMs, counter: 0 } : stamp

/**
 * How far a marker has to reach for all of these to be read; `null`: there are none.
 * @param items - ascending by stamp
 */
export const stampToReadAll = (items: readonly Printed[]): Stamp | null => {
  let upTo: Stamp | null = null
  for (let at = items.length - 1; at >= 0; at--) {
    const item = items[at]
    if (!item) break
    upTo = maxStamp(upTo, stampToRead(item))
    // Everything above claims less than it, and came by what it claims or before.
    if (item.arrivedMs === undefined) break
  }
  return upTo
}
