import type { TimelineItem } from './timeline.ts'

/**
 * The latest item that stands no later than a time; `null` when all do. Somebody's message from next week stands below everything
 * and must not hide what was really said last.
 * @param items - ascending, as a timeline has them. @param ms - Unix time in milliseconds.
 */
export const latestBy = (items: readonly TimelineItem[], ms: number): TimelineItem | null => {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((items[middle] as TimelineItem).stamp.ms <= ms) low = middle + 1
    else high = middle
  }
  return items[low - 1] ?? null
}
