import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import { compareStamps } from '@sarangbang/shared/room/stamp.ts'
import { stampToRead } from '@sarangbang/shared/room/stampToRead.ts'
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
    if (!item || (readUpTo !== null && compareStamps(stampToRead(item), readUpTo) <= 0)) continue
    if (item.kind === 'message' && item.author !== me) return item
  }
  return null
}

const firstAfter = (items: readonly TimelineItem[], stamp: Stamp): number => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item && compareStamps(item.stamp, stamp) > 0) high = middle
    else low = middle + 1
  }
  return low
}
