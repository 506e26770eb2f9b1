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
  let low = 0
  let high = items.length
  while (readUpTo && low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item && isAfter(item.stamp, readUpTo)) high = middle
    else low = middle + 1
  }
  for (let index = low; index < items.length; index++) {
    const item = items[index]
    if (item && item.kind === 'message' && item.author !== me) return item
  }
  return null
}

const isAfter = (a: Stamp, b: Stamp): boolean => (a.ms === b.ms ? a.counter > b.counter : a.ms > b.ms)
