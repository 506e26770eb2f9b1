import type { AccountId } from '../crypto/ids.ts'
import type { Stamp } from './entry.ts'
import { compareStamps } from './stamp.ts'
import { stampToRead } from './stampToRead.ts'
import type { Timeline } from './timeline.ts'

/**
 * How many messages by others came after the read marker. Walks back from the newest, so its cost is that of what is unread.
 * @param readUpTo - `null`: nothing was read yet.
 */
export const unreadCount = (timeline: Timeline, me: AccountId, readUpTo: Stamp | null): number => {
  let count = 0
  for (let at = timeline.items.length - 1; at >= 0; at--) {
    const item = timeline.items[at]
    if (!item || (readUpTo && compareStamps(item.stamp, readUpTo) <= 0)) break
    const isRead = readUpTo && compareStamps(stampToRead(item), readUpTo) <= 0
    if (!isRead && item.kind === 'message' && item.author !== me) count++
  }
  return count
}
