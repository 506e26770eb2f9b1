import type { Person } from '@sarangbang/shared/api/index.ts'
import type { AccountId, EntryId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { EntryRef, Stamp } from '@sarangbang/shared/room/entry.ts'
import type { Timeline, TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { Watched } from './watched.ts'

/**
 * This device's copy of an account's rooms, as screens see it: nothing here waits for a network. Made by `openReplica`.
 */
export interface Replica {
  readonly me: AccountId
  /** Rooms with their previews, latest first. `null` until read from this device (a few milliseconds after start). */
  readonly rooms: Watched<readonly RoomSummary[] | null>
  /** Whether the relay answers at all, by the inbox stream. */
  readonly relay: Watched<'connecting' | 'on' | 'off'>
  /** What is written here and nobody else has, over all rooms. */
  readonly waiting: Watched<number>
  /** Trouble with this device's own storage, until it is over. */
  readonly storage: Watched<StorageTrouble | null>
  /** What opens rooms has come: a moment after the chats list is painted, which needs none of it. */
  readonly canOpen: Watched<boolean>
  /** Opens a room for looking at: connects its documents until closed. Several screens may hold one open. @throws before `canOpen` */
  openRoom(room: RoomId): RoomReplica
  close(): Promise<void>
}

export type StorageTrouble =
  | { readonly kind: 'full' }
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** The browser has lost something that was kept here: what was written and nobody else had may be gone. */
  | { readonly kind: 'lost' }

export interface RoomSummary {
  readonly id: RoomId
  readonly kind: 'self' | 'direct'
  /** The other person of a direct room; myself for `self`. */
  readonly other: Person
  readonly last: { readonly item: TimelineItem; readonly mine: boolean; readonly tick: Tick | null } | null
  readonly unread: number
  readonly draft: string
  /** Orders the list: the last item's time, or when the room began. */
  readonly activityMs: number
}

/**
 * How far an own message got (design.md §5): `pending` painted but not yet on this disk · `written` on this device · `kept` the
 * relay, or another member's device, has it on disk · `read`.
 */
export type Tick = 'pending' | 'written' | 'kept' | 'read'

export interface RoomConnection {
  /** `refused`: it sent us away. `distrusted`: it sent what may not be sent, and is left alone for a while. */
  readonly relay: 'off' | 'connecting' | 'on' | 'refused' | 'distrusted'
  /** What it is distrusted for, as docs/errors.md names it (Refusal, FrameFault). */
  readonly relayFault?: string | null
  /** Members' devices connected directly right now. */
  readonly peers: readonly { readonly account: AccountId }[]
  /** Accounts whose devices are not connected for a while, for what one of them sent. */
  readonly barred?: readonly { readonly account: AccountId; readonly why: string }[]
  /** Own messages of this room that nobody else has yet. */
  readonly waiting: number
}

export interface RoomReplica {
  readonly id: RoomId
  readonly other: Person
  /** `null` while the device's copy is being read. Own messages not yet on disk are in it, with tick `pending`. */
  readonly timeline: Watched<Timeline | null>
  readonly connection: Watched<RoomConnection>
  /** Changes whenever any tick may have changed; ask `tickOf` then. */
  readonly ticks: Watched<number>
  tickOf(item: TimelineItem): Tick | null
  /** How far I had read when I opened the room: the unread line stands behind it. `null`: everything is new, or nothing is there. */
  readonly readWhenOpened: Watched<Stamp | null>
  /** `false` when the first month is loaded. */
  readonly hasOlder: Watched<boolean>
  loadOlder(): Promise<void>
  /** What the composer accepted is on disk when this resolves `ok`; otherwise the text is still the composer's. */
  send(draft: MessageDraft): Promise<Result<EntryRef, WriteFault>>
  edit(target: EntryRef, text: string): Promise<Result<EntryRef, WriteFault>>
  react(target: EntryRef, emoji: string, on: boolean): Promise<Result<EntryRef, WriteFault>>
  /** Erases an own message, its copies, edits and the reactions I gave it. */
  erase(target: EntryRef): Promise<Result<EntryRef, WriteFault>>
  /** Everything up to the newest item counts as read. */
  markRead(): void
  readonly draft: Watched<string>
  /** Kept on this device per key press. */
  saveDraft(text: string): void
  /**
   * Takes the draft out of the field, to be sent under this id. Until it is settled this device keeps it beside the field, whatever
   * screen comes and goes: a page that dies finds it there or in the journal.
   */
  takeDraft(): TakenDraft
  /** Leaves the room as a screen; documents go on syncing in the background. */
  close(): void
}

export interface TakenDraft {
  readonly id: EntryId
  /** As not kept it is in the field again, before what was written meanwhile. */
  readonly settle: (isKept: boolean) => void
}

export interface MessageDraft {
  /** Under which the text was taken out of the composer; drawn here unless told. */
  readonly id?: EntryId | undefined
  readonly text: string
  readonly replyTo?: EntryRef | undefined
  readonly silent?: boolean | undefined
}

/** Why the composer keeps its text. */
export type WriteFault =
  | { readonly kind: 'text-empty' }
  | { readonly kind: 'text-too-long'; readonly graphemes: number; readonly max: number }
  /** Few characters of many bytes each, as emoji of families are. */
  | { readonly kind: 'text-too-large'; readonly bytes: number; readonly max: number }
  | { readonly kind: 'storage-full' }
  | { readonly kind: 'storage-failed'; readonly reason: string }
  /** Not mine, or not there any more. */
  | { readonly kind: 'target-invalid' }
  /** The other person's keys have never reached this device, so nothing can be sealed for them yet. */
  | { readonly kind: 'keys-missing' }
