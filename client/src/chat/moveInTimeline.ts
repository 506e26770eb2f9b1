import type { TimelineRow } from './layoutTimeline.ts'

/**
 * Where an arrow key leads from a message: the message above or below, the oldest loaded or the newest. `null`: not ours to
 * handle, or nothing further that way.
 */
export const moveInTimeline = (key: string, rows: readonly TimelineRow[], current: number): string | null => {
  switch (key) {
    case 'ArrowUp':
      return rows.slice(0, current).findLast(isStop)?.key ?? null
    case 'ArrowDown':
      return rows.slice(current + 1).find(isStop)?.key ?? null
    case 'Home':
      return rows.find(isStop)?.key ?? null
    case 'End':
      return rows.findLast(isStop)?.key ?? null
    default:
      return null
  }
}

const isStop = (row: TimelineRow): boolean => row.kind === 'message'
