import type { Month } from '@sarangbang/shared/room/documentName.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import { compareStamps } from '@sarangbang/shared/room/stamp.ts'
import { stampToRead } from '@sarangbang/shared/room/stampToRead.ts'
import { emptyPreview, type Preview } from './summarize.ts'

/**
 * What the chats list is to show of a room that was opened: what its open months make, unless what is known stands in a month that is
 * not open and later than they do. A room that was silent for a month opens with none of its messages.
 * @param fresh of the open months @param known shown until now @param isOpen whether anything of a month is here
 * @param readUpTo my own marker
 */
export const previewFrom = (
  fresh: Preview,
  known: Preview | undefined,
  isOpen: (month: Month) => boolean,
  readUpTo: Stamp | null,
): Preview => {
  const { last, tick, unread } = known ?? emptyPreview
  if (last === null || isOpen(last.ref.month)) return fresh
  if (fresh.last !== null && compareStamps(fresh.last.stamp, last.stamp) >= 0) return fresh
  const isRead = readUpTo !== null && compareStamps(readUpTo, stampToRead(last)) >= 0
  return { last, tick, unread: isRead ? fresh.unread : Math.max(unread, fresh.unread) }
}
