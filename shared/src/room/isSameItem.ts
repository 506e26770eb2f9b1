import type { EntryRef } from './entry.ts'
import type { Printed } from './printedMs.ts'
import { compareStamps } from './stamp.ts'
import type { Reaction, TimelineItem, TimelineMessage, TimelineVersion } from './timeline.ts'

const isSameTime = (a: Printed, b: Printed): boolean =>
  compareStamps(a.stamp, b.stamp) === 0 && a.arrivedMs === b.arrivedMs
const isSameRef = (a: EntryRef | null, b: EntryRef | null): boolean =>
  a === b || (a !== null && b !== null && a.id === b.id && a.author === b.author && a.month === b.month)
const isSameList = <T>(a: readonly T[], b: readonly T[], isSame: (one: T, other: T) => boolean): boolean =>
  a.length === b.length && a.every((one, at) => isSame(one, b[at] as T))
const isSameVersion = (a: TimelineVersion, b: TimelineVersion): boolean => isSameTime(a, b) && a.text === b.text
const isSameReaction = (a: Reaction, b: Reaction): boolean => a.emoji === b.emoji && isSameList(a.by, b.by, Object.is)

const isSameMessage = (a: TimelineMessage, b: TimelineMessage): boolean =>
  a.silent === b.silent &&
  isSameRef(a.replyTo, b.replyTo) &&
  isSameList(a.mentions, b.mentions, Object.is) &&
  isSameList(a.reactions, b.reactions, isSameReaction) &&
  a.text === b.text &&
  isSameList(a.history, b.history, isSameVersion)

/**
 * Whether two items show the same. Their texts are usually the very same strings, so that a history of 200 texts of 64 KiB costs
 * nothing to compare.
 */
export const isSameItem = (a: TimelineItem, b: TimelineItem): boolean => {
  if (a.kind !== b.kind || a.author !== b.author || !isSameRef(a.ref, b.ref) || !isSameTime(a, b)) return false
  return a.kind !== 'message' || b.kind !== 'message' || isSameMessage(a, b)
}
