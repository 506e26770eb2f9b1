import type { EntryRef } from './entry.ts'
import type { Timeline, TimelineItem } from './timeline.ts'

/**
 * What a reference points at; `null` when it is not loaded. `byId` alone is not enough: a member may give an entry somebody else's
 * id, and only one of the two is in it. That never happens by chance, so the search through everything is for that case only.
 */
export const findItem = (timeline: Timeline, ref: EntryRef): TimelineItem | null => {
  const item = timeline.byId.get(ref.id)
  if (!item || item.author === ref.author) return item ?? null
  return timeline.items.find(other => other.ref.id === ref.id && other.author === ref.author) ?? null
}
