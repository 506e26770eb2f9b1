import { createMemo, type Accessor } from 'solid-js'
import type { TimelineLayout } from './layoutTimeline.ts'

/** Beside the rows' own: what stands above the oldest, and the air below the newest. */
export const topKey = 'top'
export const endKey = 'end'

export interface TimelineKeys {
  readonly keys: readonly string[]
  /** Rows came only at the top: the list holds its place from the end. */
  readonly shift: boolean
}

/** The list's rows by key. Keys are compared by value, so a row that changes keeps its element, and the focus inside it. */
export const createTimelineKeys = (layout: Accessor<TimelineLayout>): Accessor<TimelineKeys> =>
  createMemo<TimelineKeys>(
    before => {
      const keys = [topKey, ...layout().rows.map(row => row.key), endKey]
      const grew = before.keys.length > 2 && keys.length > before.keys.length
      const shift = grew && keys.at(-2) === before.keys.at(-2) && keys[2] !== before.keys[2]
      return { keys, shift }
    },
    { keys: [], shift: false },
  )
