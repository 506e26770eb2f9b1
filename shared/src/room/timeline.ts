import type { AccountId, EntryId } from '../crypto/ids.ts'
import type { EntryRef, Stamp } from './entry.ts'
import type { Printed } from './printedMs.ts'

/** What a screen shows of a room's months: the result of foldTimeline. */
export interface TimelineMessage extends Printed {
  readonly kind: 'message'
  readonly ref: EntryRef
  readonly author: AccountId
  /** The latest edit's text, or the message's own. */
  readonly text: string
  readonly mentions: readonly AccountId[]
  readonly silent: boolean
  /** What it answers. Look it up in the timeline; absent there it is older than what is loaded, or erased. */
  readonly replyTo: EntryRef | null
  /** Earlier texts, oldest first; empty when never edited. */
  readonly history: readonly TimelineVersion[]
  readonly reactions: readonly Reaction[]
}
export interface TimelineVersion extends Printed {
  readonly text: string
}
export interface Reaction {
  readonly emoji: string
  /** Who, by account id, ascending. */
  readonly by: readonly AccountId[]
}
/** Where a message stood that its author erased. */
export interface TimelineErased extends Printed {
  readonly kind: 'erased'
  readonly ref: EntryRef
  readonly author: AccountId
}
export interface TimelineSystem extends Printed {
  readonly kind: 'system'
  readonly code: 'began'
  readonly ref: EntryRef
  readonly author: AccountId
}
export type TimelineItem = TimelineMessage | TimelineErased | TimelineSystem

export interface Timeline {
  /** Ascending by stamp, then author, then entry id. Unchanged items keep their identity (`===`) from fold to fold. */
  readonly items: readonly TimelineItem[]
  readonly byId: ReadonlyMap<EntryId, TimelineItem>
  /** Per author the greatest `readUpTo` their entries carry. */
  readonly readUpTo: ReadonlyMap<AccountId, Stamp>
}
