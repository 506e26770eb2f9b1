import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'

/**
 * The first item of somebody else behind the read marker: where the unread line stands. `null` when there is none.
 * @param items Ascending by stamp.
 * @param readUpTo `null`: nothing was ever read here.
 */
export const findUnread = (
  items: readonly TimelineItem[],
  readUpTo: Stamp | null,
  me: AccountId,
): TimelineItem | null => {
  const from = readUpTo === null ? 0 : firstAfter(items, readUpTo)
  for (let index = from; index < items.length; index++) {
    const item = items[index]
    if (item && item.kind === 'message' && item.author !== me) return item
  }
  return null
}

const isAfter = (a: Stamp, b: Stamp): boolean => (a.ms === b.ms ? a.counter > b.counter : a.ms > b.ms)

const firstAfter = (items: readonly TimelineItem[], stamp: Stamp): number => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item && isAfter(item.stamp, stamp)) high = middle
    else low = middle + 1
  }
  return low
}
