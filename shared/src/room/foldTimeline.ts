import type { AccountId, EntryId } from '../crypto/ids.ts'
import { BucketMap } from './bucketMap.ts'
import type { EntryPlace, OpenedEntry, Stamp } from './entry.ts'
import { isSameItem } from './isSameItem.ts'
import { mergeItems } from './mergeItems.ts'
import { placeToText } from './orderEntries.ts'
import { compareStamps } from './stamp.ts'
import type { Timeline, TimelineItem } from './timeline.ts'
import { compareItems, itemOf, subjectOf } from './timelineItems.ts'

/** All about the messages of one entry id: one message, unless somebody uses another's id for their own. */
interface Slot {
  readonly parts: readonly OpenedEntry[]
  /** By `compareItems`. */
  readonly items: readonly TimelineItem[]
}

/** What a fold remembers. Immutable; read it through `timelineOf`. */
export interface TimelineState {
  readonly slots: BucketMap<EntryId, Slot>
  /** Every live entry by place. */
  readonly live: BucketMap<string, OpenedEntry>
  /** Places that were removed, also those never seen: what comes there later stays away. */
  readonly gone: BucketMap<string, true>
  readonly timeline: Timeline
}

const emptyById = BucketMap.empty<EntryId, TimelineItem>()

export const emptyTimelineState: TimelineState = {
  slots: BucketMap.empty(),
  live: BucketMap.empty(),
  gone: BucketMap.empty(),
  timeline: { items: [], byId: emptyById, readUpTo: new Map() },
}

export const timelineOf = (state: TimelineState): Timeline => state.timeline

export interface TimelineChange {
  /** Entries found live in the room's months, opened; one told again with another arrival takes the place of what was told before. */
  readonly added: readonly OpenedEntry[]
  /** Places that were erased. */
  readonly removed: readonly EntryPlace[]
}

/**
 * Folds what came and what went into a timeline. Pure; the outcome depends only on the *set* of everything ever added and removed:
 * any order, duplication or batching, removals before what they remove included, gives the same timeline. Unchanged items
 * stay the same objects; when nothing changed so does the state.
 *
 * Cost: only messages that a change is about are made again. One message more to 100,000 takes 0.5 ms on a busy 2-core machine,
 * nearly all of it the copy of `items`; 100,000 at once about 1 s.
 */
export const foldTimeline = (state: TimelineState, change: TimelineChange): TimelineState => {
  const gone = state.gone.edit()
  const live = state.live.edit()
  const touched = new Map<EntryId, OpenedEntry[]>()
  const went: OpenedEntry[] = []
  const came: OpenedEntry[] = []
  const partsOf = (opened: OpenedEntry): OpenedEntry[] | null => {
    const id = subjectOf(opened)?.id
    if (!id) return null
    const parts = touched.get(id) ?? [...(state.slots.get(id)?.parts ?? [])]
    touched.set(id, parts)
    return parts
  }
  for (const place of change.removed) {
    const key = placeToText(place)
    if (gone.has(key)) continue
    gone.set(key, true)
    const opened = live.get(key)
    if (!opened) continue
    live.delete(key)
    went.push(opened)
    const parts = partsOf(opened)
    parts?.splice(parts.indexOf(opened), 1)
  }
  for (const opened of change.added) {
    const key = placeToText(opened.place)
    const known = live.get(key)
    if (gone.has(key) || (known && known.arrivedMs === opened.arrivedMs)) continue
    live.set(key, opened)
    const parts = partsOf(opened)
    if (known) parts?.splice(parts.indexOf(known), 1)
    else came.push(opened)
    parts?.push(opened)
  }
  const next = { gone: gone.finish(), live: live.finish() }
  if (next.gone === state.gone && next.live === state.live) return state
  const { slots, items, byId } = remake(state, touched)
  const readUpTo = foldReadUpTo(state.timeline.readUpTo, next.live, went, came)
  const before = state.timeline
  const same = items === before.items && readUpTo === before.readUpTo
  return { ...next, slots, timeline: same ? before : { items, byId, readUpTo } }
}

/** Makes the items of touched slots again. */
const remake = (state: TimelineState, touched: ReadonlyMap<EntryId, readonly OpenedEntry[]>) => {
  const slots = state.slots.edit()
  const byId = (state.timeline.byId as BucketMap<EntryId, TimelineItem>).edit()
  const gone = new Set<TimelineItem>()
  const come: TimelineItem[] = []
  for (const [id, parts] of touched) {
    const before = state.slots.get(id)?.items ?? []
    const items = itemsOf(parts, before)
    if (parts.length > 0) slots.set(id, { parts, items })
    else slots.delete(id)
    for (const item of before) if (!items.includes(item)) gone.add(item)
    for (const item of items) if (!before.includes(item)) come.push(item)
    const [first] = items
    if (first === before[0]) continue
    if (first) byId.set(id, first)
    else byId.delete(id)
  }
  const { items } = state.timeline
  const unchanged = gone.size === 0 && come.length === 0
  return { slots: slots.finish(), items: unchanged ? items : mergeItems(items, gone, come), byId: byId.finish() }
}

const itemsOf = (parts: readonly OpenedEntry[], before: readonly TimelineItem[]): readonly TimelineItem[] => {
  const byOwner = new Map<AccountId, OpenedEntry[]>()
  for (const part of parts) {
    const owner = subjectOf(part)?.author
    if (!owner) continue
    const own = byOwner.get(owner)
    if (own) own.push(part)
    else byOwner.set(owner, [part])
  }
  const items: TimelineItem[] = []
  for (const [owner, own] of byOwner) {
    const item = itemOf(owner, own)
    if (item) items.push(before.find(known => isSameItem(known, item)) ?? item)
  }
  return items.sort(compareItems)
}

const foldReadUpTo = (
  before: ReadonlyMap<AccountId, Stamp>,
  live: BucketMap<string, OpenedEntry>,
  went: readonly OpenedEntry[],
  came: readonly OpenedEntry[],
): ReadonlyMap<AccountId, Stamp> => {
  // A maximum cannot be taken back, only found again among the rest; erasures are rare, and 100,000 entries take some 5 ms.
  const held = went.some(({ author, entry }) => {
    const known = before.get(author)
    return known && entry.readUpTo && compareStamps(entry.readUpTo, known) === 0
  })
  const after = new Map(held ? [] : before)
  const raise = ({ author, entry: { readUpTo } }: OpenedEntry): void => {
    const known = after.get(author)
    if (readUpTo && !(known && compareStamps(readUpTo, known) <= 0)) after.set(author, readUpTo)
  }
  if (held) live.forEach(raise)
  else came.forEach(raise)
  const same = after.size === before.size && [...after].every(([author, stamp]) => before.get(author) === stamp)
  return same ? before : after
}
