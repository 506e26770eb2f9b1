import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { createMemo, type Accessor } from 'solid-js'
import type { RoomReplica } from '../replica/replica.ts'
import { createUnreadFrom } from './createUnreadFrom.ts'
import { createWatched } from '../ui/createWatched.ts'
import { createWatchedLater } from '../ui/createWatchedLater.ts'
import { layoutTimeline, type TimelineLayout } from './layoutTimeline.ts'

export interface TimelineView {
  /** `null` while the device's copy is being read. */
  readonly layout: Accessor<TimelineLayout | null>
  readonly items: Accessor<readonly TimelineItem[] | null>
  /** By entry id. */
  readonly item: (id: string) => TimelineItem | undefined
  /** Id of my newest message the other has read; only that one says so. */
  readonly newestRead: Accessor<string | null>
  /** Changes whenever a tick may have moved. */
  readonly ticks: Accessor<number>
}

/**
 * A room's timeline for the screen, from `RoomReplica.timeline`.
 * @param isLooking Whether the newest message is before a person's eyes; what arrives meanwhile is not new to them.
 */
export const createTimeline = (room: RoomReplica, me: AccountId, isLooking: Accessor<boolean>): TimelineView => {
  const timeline = createWatched(() => room.timeline)
  // Four a message, and each asks every row in sight.
  const ticks = createWatchedLater(() => room.ticks)
  const marker = createWatched(() => room.readWhenOpened)
  const items = createMemo(() => timeline()?.items ?? null)
  const unreadFrom = createUnreadFrom(items, marker, me, isLooking)
  const layout = createMemo<TimelineLayout | null>(before => {
    const now = items()
    return now && layoutTimeline(now, { me, unreadFrom: unreadFrom() }, before)
  }, null)
  const isOwn = (item: TimelineItem) => item.author === me && item.kind === 'message'
  const oldestOwn = createMemo(() => items()?.find(isOwn))
  const isRead = (item: TimelineItem) => isOwn(item) && room.tickOf(item) === 'read'
  /** How far the other has read comes by their messages or, where they only read, by their marker: the tick knows of both. */
  const newestRead = createMemo(() => {
    ticks()
    const oldest = oldestOwn()
    // Reading goes from old to new: where the oldest is not read, ten thousand need not be asked.
    return oldest && isRead(oldest) ? (items()?.findLast(isRead)?.ref.id ?? null) : null
  })
  return { layout, items, newestRead, ticks, item: id => timeline()?.byId.get(id as TimelineItem['ref']['id']) }
}
