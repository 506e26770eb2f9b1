import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { EntryPlace, Stamp } from '@sarangbang/shared/room/entry.ts'
import { compareStamps } from '@sarangbang/shared/room/stamp.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import type { Tick } from './replica.ts'

export interface TickFacts {
  readonly me: AccountId
  /** Where the entry's copies stand; none yet: not on this disk. */
  readonly placesOf: (item: TimelineItem) => readonly EntryPlace[]
  /** Whether its record is in the journal, and so on this disk although no document holds it yet. */
  readonly isJournaled: (item: TimelineItem) => boolean
  /** Whether the relay or another member's device has it on disk. */
  readonly isKept: (place: EntryPlace) => boolean
  /** How far others have read, as they say themselves. */
  readonly readByOthers: readonly Stamp[]
}

/** How far an own item got; `null` for what others wrote. One copy kept is enough: the fold shows it wherever it stands. */
export const tickOf = (item: TimelineItem, facts: TickFacts): Tick | null => {
  if (item.author !== facts.me || item.kind !== 'message') return null
  const places = facts.placesOf(item)
  // Read implies kept: whoever read it has it.
  if (facts.readByOthers.some(upTo => compareStamps(item.stamp, upTo) <= 0)) return 'read'
  if (places.some(facts.isKept)) return 'kept'
  return places.length > 0 || facts.isJournaled(item) ? 'written' : 'pending'
}
