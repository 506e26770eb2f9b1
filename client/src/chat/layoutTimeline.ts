import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import type { TimelineErased, TimelineItem, TimelineMessage, TimelineSystem } from '@sarangbang/shared/room/timeline.ts'

/** What stands in the timeline, top to bottom. `key` is stable for as long as the row means the same. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly ms: number }
  | { readonly kind: 'unread'; readonly key: 'unread' }
  | { readonly kind: 'system'; readonly key: string; readonly item: TimelineSystem }
  | MessageRow
export interface MessageRow {
  readonly kind: 'message'
  readonly key: string
  readonly item: TimelineMessage | TimelineErased
  readonly own: boolean
  /** First and last bubble of a group: same author, same day, printed within `groupMs` of the group's first. The last one shows the time. */
  readonly head: boolean
  readonly tail: boolean
}

export interface TimelineLayout {
  readonly rows: readonly TimelineRow[]
  /** Place in `rows` by key, −1 when it is not there; a message's key is its entry id. */
  readonly indexOf: (key: string) => number
  readonly source: {
    readonly items: readonly TimelineItem[]
    readonly cells: readonly Cell[]
    readonly place: LayoutPlace
  }
}
export interface LayoutPlace {
  readonly me: AccountId
  /** Id of the item the unread line stands before; `null`: no line. */
  readonly unreadFrom: string | null
}
interface Cell {
  readonly rows: readonly TimelineRow[]
  /** Printed time of the group's first message, Unix ms. */
  readonly groupStartMs: number
  /**
   * The latest time printed so far: which day it is here. Items stand by what they claim, so one that claims a later time than it came at
   * stands among those of later days; it stays in their day, as days only go on.
   */
  readonly latestMs: number
}

/** Longer silences start a new group, so that each group's one time is true of all of it. */
export const groupMs = 3 * 60_000

/**
 * Lays items out as rows. Given the layout before, only what changed is computed: items keep their identity from fold to fold,
 * so the common start and end are taken over, and rows that mean the same stay the same objects.
 * @param items Ascending, as `Timeline.items`.
 */
export const layoutTimeline = (
  items: readonly TimelineItem[],
  place: LayoutPlace,
  previous: TimelineLayout | null,
): TimelineLayout => {
  const before =
    previous && previous.source.place.me === place.me && previous.source.place.unreadFrom === place.unreadFrom
      ? previous.source
      : null
  if (before && before.items === items && previous) return previous
  const cells = layoutCells(items, place, before)
  const rows = joinRows(cells, before?.cells ?? [], previous?.rows ?? [])
  return { rows, indexOf: makeIndexOf(rows), source: { items, cells, place } }
}

/** All cells' rows in order; those of the common start are taken over in one piece. */
const joinRows = (
  cells: readonly Cell[],
  oldCells: readonly Cell[],
  oldRows: readonly TimelineRow[],
): readonly TimelineRow[] => {
  let same = 0
  let rowCount = 0
  for (; same < cells.length && cells[same] === oldCells[same]; same++) rowCount += cells[same]?.rows.length ?? 0
  const rows = oldRows.slice(0, rowCount)
  for (let index = same; index < cells.length; index++) rows.push(...(cells[index]?.rows ?? []))
  return rows
}

/** Questions are nearly always about the newest rows; only one that is not makes the whole map, once. */
const searchedFromEnd = 64
const makeIndexOf = (rows: readonly TimelineRow[]) => {
  let byKey: Map<string, number> | undefined
  return (key: string): number => {
    for (let index = rows.length - 1; index >= 0 && index >= rows.length - searchedFromEnd; index--) {
      if (rows[index]?.key === key) return index
    }
    byKey ??= new Map(rows.map((row, index) => [row.key, index]))
    return byKey.get(key) ?? -1
  }
}

const layoutCells = (
  items: readonly TimelineItem[],
  place: LayoutPlace,
  before: TimelineLayout['source'] | null,
): readonly Cell[] => {
  const old = before?.items ?? []
  const oldCells = before?.cells ?? []
  let same = 0
  while (same < items.length && same < old.length && items[same] === old[same]) same++
  let sameEnd = 0
  const most = Math.min(items.length, old.length) - same
  while (sameEnd < most && items[items.length - 1 - sameEnd] === old[old.length - 1 - sameEnd]) sameEnd++

  // The last common cell depends on what follows it, so it is laid out again.
  const from = Math.max(0, same - 1)
  const cells: Cell[] = oldCells.slice(0, from)
  const shift = old.length - items.length
  for (let index = from; index < items.length; index++) {
    // Behind the changed part, the first certain start of a group is where the old cells hold again.
    if (index > items.length - sameEnd && breaksBefore(items, index, place) && isDayCertain(items, index)) {
      return cells.concat(oldCells.slice(index + shift))
    }
    const cell = layoutCell(items, index, place, cells[index - 1])
    const known = index < same ? oldCells[index] : oldCells[index + shift]
    cells.push(known && isSameCell(known, cell) ? known : cell)
  }
  return cells
}

const layoutCell = (
  items: readonly TimelineItem[],
  index: number,
  place: LayoutPlace,
  above: Cell | undefined,
): Cell => {
  const item = items[index] as TimelineItem
  const rows: TimelineRow[] = []
  const key = item.ref.id as string
  const ms = printedMs(item)
  const latestMs = Math.max(above?.latestMs ?? ms, ms)
  if (!above || !isSameDay(above.latestMs, latestMs))
    rows.push({ kind: 'day', key: `day ${dayKey(latestMs)}`, ms: latestMs })
  if (place.unreadFrom === key) rows.push({ kind: 'unread', key: 'unread' })
  if (item.kind === 'system') return { rows: [...rows, { kind: 'system', key, item }], groupStartMs: ms, latestMs }

  const head = breaksBefore(items, index, place) || !above || areApart(ms, above.groupStartMs)
  const groupStartMs = head ? ms : above.groupStartMs
  const below = items[index + 1]
  const tail = !below || breaksBefore(items, index + 1, place) || areApart(printedMs(below), groupStartMs)
  rows.push({ kind: 'message', key, item, own: item.author === place.me, head, tail })
  return { rows, groupStartMs, latestMs }
}

/** Whether a group certainly starts at `index`, by its neighbour alone. */
const breaksBefore = (items: readonly TimelineItem[], index: number, place: LayoutPlace): boolean => {
  const item = items[index]
  const above = items[index - 1]
  if (!item || !above) return true
  return (
    above.author !== item.author ||
    above.kind === 'system' ||
    item.kind === 'system' ||
    place.unreadFrom === item.ref.id ||
    areApart(printedMs(item), printedMs(above)) ||
    !isSameDay(printedMs(above), printedMs(item))
  )
}

/** What is printed may go back; claimed times ascend. */
const areApart = (oneMs: number, otherMs: number): boolean => Math.abs(oneMs - otherMs) > groupMs

/** Whether the day here is certain by its neighbour alone: what claims no more than it should is the latest so far. */
const isDayCertain = (items: readonly TimelineItem[], index: number): boolean =>
  items[index]?.arrivedMs === undefined && items[index - 1]?.arrivedMs === undefined

const isSameCell = (a: Cell, b: Cell): boolean =>
  a.groupStartMs === b.groupStartMs &&
  a.latestMs === b.latestMs &&
  a.rows.length === b.rows.length &&
  a.rows.every((row, index) => isSameRow(row, b.rows[index]))

const isSameRow = (a: TimelineRow, b: TimelineRow | undefined): boolean => {
  if (!b || a.kind !== b.kind || a.key !== b.key) return false
  if (a.kind === 'message' && b.kind === 'message') return a.item === b.item && a.head === b.head && a.tail === b.tail
  if (a.kind === 'system' && b.kind === 'system') return a.item === b.item
  return true
}

let today = { from: 0, to: 0, key: '' }
/** Local calendar day. Neighbours share a day nearly always, so the last day's bounds are kept: 10,000 rows cost one lookup a day. */
const dayKey = (ms: number): string => {
  if (ms >= today.from && ms < today.to) return today.key
  const date = new Date(ms)
  const [year, month, day] = [date.getFullYear(), date.getMonth(), date.getDate()]
  today = {
    from: new Date(year, month, day).getTime(),
    to: new Date(year, month, day + 1).getTime(),
    key: `${year}-${month + 1}-${day}`,
  }
  return today.key
}
const isSameDay = (a: number, b: number): boolean => dayKey(a) === dayKey(b)
