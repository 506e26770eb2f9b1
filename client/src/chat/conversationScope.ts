import type { EntryRef } from '@sarangbang/shared/room/entry.ts'
import type { TimelineItem, TimelineMessage } from '@sarangbang/shared/room/timeline.ts'
import { createContext, useContext, type Accessor } from 'solid-js'
import type { Person } from '@sarangbang/shared/api/index.ts'
import type { RoomReplica } from '../replica/replica.ts'
import type { TimelineView } from './createTimeline.ts'

/** What the parts of one conversation's screen share: the room, what is looked at, and what can be done to a message. */
export interface ConversationScope {
  readonly room: RoomReplica
  readonly me: Person
  readonly view: TimelineView
  /** Neither the relay nor a device is there to take a message. */
  readonly cutOff: Accessor<boolean>
  /** What the composer answers or changes; `null`: a new message. */
  readonly composing: Accessor<Composing | null>
  /** Long messages that were unfolded, by entry id: a list that recycles its rows must not fold them again. */
  readonly isUnfolded: (id: string) => boolean
  /** Lit for a moment because somebody jumped to it. */
  readonly isLit: (id: string) => boolean
  /** The message the keyboard is at: the one stop of the Tab key in the timeline, and what is inside it can be reached. */
  readonly isCurrent: (id: string) => boolean
  readonly makeCurrent: (id: string) => void
  readonly current: Accessor<string | null>
  readonly nameOf: (item: { readonly author: string }) => string
  readonly isMine: (item: { readonly author: string }) => boolean
  readonly reply: (item: TimelineMessage) => void
  readonly edit: (item: TimelineMessage) => void
  readonly stopComposing: () => void
  readonly askErase: (item: TimelineMessage) => void
  readonly react: (item: TimelineMessage, emoji: string) => void
  readonly copy: (item: TimelineMessage) => void
  readonly showHistory: (item: TimelineMessage) => void
  readonly toggleFold: (id: string) => void
  readonly jumpTo: (ref: EntryRef) => void
  /** The menu of a message, at its bubble. */
  readonly openMenu: (item: TimelineMessage, anchor: HTMLElement) => void
}

export type Composing =
  | { readonly kind: 'reply'; readonly item: TimelineMessage }
  | { readonly kind: 'edit'; readonly item: TimelineMessage }

/** One tap away; a full picker is not needed to nod. */
export const quickEmoji = ['❤️', '👍', '😂', '😮', '😢', '🙏'] as const

export const ConversationScopeContext = createContext<ConversationScope>()

/** @throws outside a conversation's screen, which is a bug. */
export const useConversation = (): ConversationScope => {
  const found = useContext(ConversationScopeContext)
  if (!found) throw new Error('useConversation: no conversation around this component')
  return found
}

export const isMessage = (item: TimelineItem | undefined): item is TimelineMessage => item?.kind === 'message'
