import type { DocumentPosition } from '@sarangbang/shared/api/rooms.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'

/** One admitted update on its way to the disk. */
export interface DocumentUpdate {
  readonly document: DocumentName
  /** Yjs update, version 1. */
  readonly bytes: Uint8Array
  /** It deleted something: what it deleted still stands in older rows until `replace`. */
  readonly erases: boolean
}

/** A document as it is on the disk. */
export interface StoredDocument {
  /** Yjs updates, oldest first. Empty for a document nobody has written to. */
  readonly updates: readonly Uint8Array[]
  /** Of the newest update; 0 for a document nobody has written to. */
  readonly position: number
  /** Erased bytes may still stand in `updates`. */
  readonly holdsErased: boolean
}

/**
 * Keeps the logs of all documents: append-only, compacted by their owner. A *position* grows over all documents with each kept
 * update, and is never given twice.
 *
 * Every function rejects when the disk refuses (full, read-only, broken); nothing of that call has happened then, and the same
 * call may be made again.
 */
export interface DocumentStore {
  /**
   * Appends all of a batch or nothing, with one fsync, and returns the position of each, in the batch's order. When it resolves a
   * power cut takes nothing back.
   */
  append(batch: readonly DocumentUpdate[]): Promise<readonly number[]>
  load(document: DocumentName): Promise<StoredDocument>
  /**
   * Compaction: puts one snapshot in the place of all updates up to a position, whose number it takes, so that no device sees
   * anything new. Updates after it stay.
   * @param snapshot everything that the updates up to `upTo` hold, less what was erased.
   */
  replace(document: DocumentName, snapshot: Uint8Array, upTo: number): Promise<void>
  /**
   * Leaves nothing on the disk of what was replaced or deleted before this call. `false`: another reader (a backup) holds the
   * file; ask again in a moment.
   */
  scrub(): Promise<boolean>
  /** Documents that hold erased bytes: after a crash between an erasure and its compaction. */
  holdingErased(): Promise<readonly DocumentName[]>
  /** Every document of a room that was ever written to, by name. */
  positions(room: RoomId): Promise<readonly DocumentPosition[]>
  /** All documents of a room go. `scrub` afterwards. */
  deleteRoom(room: RoomId): Promise<void>
}
