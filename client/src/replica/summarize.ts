import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import { unreadCount } from '@sarangbang/shared/room/unreadCount.ts'
import type { Timeline, TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import type { Tick } from './replica.ts'

/** What the chats list shows of a room, kept on the device so that the list opens without opening any document. */
export interface Preview {
  readonly last: TimelineItem | null
  readonly tick: Tick | null
  readonly unread: number
}

export const emptyPreview: Preview = { last: null, tick: null, unread: 0 }

/** @param readUpTo my own marker; `null`: nothing read yet */
export const summarize = (
  timeline: Timeline,
  me: AccountId,
  readUpTo: Stamp | null,
  tickOf: (item: TimelineItem) => Tick | null,
): Preview => {
  const last = timeline.items.at(-1) ?? null
  return { last, tick: last === null ? null : tickOf(last), unread: unreadCount(timeline, me, readUpTo) }
}
