import type { AccountId, EntryId } from '../crypto/ids.ts'
import type { Month } from './documentName.ts'

/** A reading of the hybrid logical clock: Unix milliseconds, and a counter for what happens within one. The author breaks ties. */
export interface Stamp {
  readonly ms: number
  readonly counter: number
}

/** Names an entry from anywhere in its room; as text `month/author/entryId`. */
export interface EntryRef {
  readonly month: Month
  readonly author: AccountId
  readonly id: EntryId
}

interface EntryBase {
  readonly id: EntryId
  readonly stamp: Stamp
  /** How far the author has read when writing, where receipts are shared. */
  readonly readUpTo?: Stamp | undefined
}

export interface MessageEntry extends EntryBase {
  readonly type: 'message'
  /** NFC; at most 20,000 graphemes and 64 KiB of UTF-8. */
  readonly text: string
  readonly replyTo?: EntryRef | undefined
  readonly mentions: readonly AccountId[]
  readonly silent: boolean
}
/** Lives in its target's month. Only the target's author counts; the latest stamp wins. */
export interface EditEntry extends EntryBase {
  readonly type: 'edit'
  readonly target: EntryRef
  readonly text: string
  readonly mentions: readonly AccountId[]
}
/** Lives in its target's month. Per author, target and emoji the latest stamp wins; `on: false` takes it back. */
export interface ReactEntry extends EntryBase {
  readonly type: 'react'
  readonly target: EntryRef
  /** One grapheme. */
  readonly emoji: string
  readonly on: boolean
}
/** Said by the program, not by a person. */
export interface SystemEntry extends EntryBase {
  readonly type: 'system'
  readonly event: SystemEvent
}
export type SystemEvent =
  /** Marks where an erased message stood; counts only from the target's own author. Lives in the target's month. */
  | { readonly code: 'erased'; readonly target: EntryRef; readonly stamp: Stamp }
  /** First entry of a direct room, written by whoever opens it first. */
  | { readonly code: 'began' }

/** One named value of the room's head. Setting it again erases the author's older ones in the same transaction. */
export interface RegisterEntry extends EntryBase {
  readonly type: 'register'
  readonly name: string
  /** Encoded by the register's own codec; `null` is the removed value. */
  readonly value: Uint8Array | null
}
/** Written by a newer version of the program: kept, passed on, not shown. */
export interface UnknownEntry extends EntryBase {
  readonly type: 'unknown'
  readonly code: number
}

export type Entry = MessageEntry | EditEntry | ReactEntry | SystemEntry | RegisterEntry
/** What decoding may give. */
export type ReadEntry = Entry | UnknownEntry

/** An entry with what its envelope proves of it. */
export interface OpenedEntry<E extends ReadEntry = ReadEntry> {
  readonly entry: E
  /** Proven by the signature. */
  readonly author: AccountId
  /** `session:clock` of its envelope, unique in a document: what an erasure names. */
  readonly place: EntryPlace
  /**
   * When it came to this device, Unix milliseconds: only there where its stamp claims a later time. No part of what it says, nor the same
   * on two devices; printed in place of the claim (`printedMs`).
   */
  readonly arrivedMs?: number | undefined
}
export interface EntryPlace {
  readonly document: string
  readonly session: string
  readonly clock: number
}
