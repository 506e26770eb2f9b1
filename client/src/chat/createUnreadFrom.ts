import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { createMemo, untrack, type Accessor } from 'solid-js'
import { findUnread } from './findUnread.ts'

/** More than these arriving in one change were not typed just now: a device is catching up, and the line shows from where. */
const caughtUpFrom = 5

interface Placed {
  readonly items: readonly TimelineItem[] | null
  readonly marker: Stamp | null
  readonly from: string | null
}

/**
 * Id of the item the unread line stands before. It is put when the room opens and stays until the room is left; without one, it
 * is put for what comes while nobody looks.
 */
export const createUnreadFrom = (
  items: Accessor<readonly TimelineItem[] | null>,
  marker: Accessor<Stamp | null>,
  me: AccountId,
  isLooking: Accessor<boolean>,
): Accessor<string | null> => {
  const placed = createMemo<Placed>(before => placeUnread(before, items(), marker(), me, untrack(isLooking)), {
    items: null,
    marker: null,
    from: null,
  })
  return () => placed().from
}

const placeUnread = (
  before: Placed,
  items: readonly TimelineItem[] | null,
  marker: Stamp | null,
  me: AccountId,
  looking: boolean,
): Placed => {
  if (!items) return { items, marker, from: null }
  const old = before.items
  const byMarker = () => ({ items, marker, from: findUnread(items, marker, me)?.ref.id ?? null })
  if (!old || before.marker !== marker) return byMarker()
  // The line stood before the first message loaded: with older ones it may belong further up.
  const isOlderLoaded = old[0] !== items[0] && before.from !== null && before.from === old[0]?.ref.id
  if (isOlderLoaded) return byMarker()
  if (before.from !== null) return { items, marker, from: before.from }
  const arrived = items.slice(lastKnown(items, old) + 1).filter(item => item.kind === 'message' && item.author !== me)
  const isNew = arrived.length > caughtUpFrom || (!looking && arrived.length > 0)
  return { items, marker, from: isNew ? (arrived[0]?.ref.id ?? null) : null }
}

const lastKnown = (items: readonly TimelineItem[], old: readonly TimelineItem[]): number => {
  const last = old.at(-1)
  if (!last) return -1
  for (let index = items.length - 1; index >= 0; index--) {
    if (items[index]?.ref.id === last.ref.id) return index
  }
  return items.length - 1
}
