import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { Acks, Journal, Keyring, KeptDocument } from '@sarangbang/client/src/replica/store/index.ts'
import type { DocumentList } from '@sarangbang/client/src/replica/store/documentList.ts'
import type * as Y from 'yjs'

/** What survives a page, as the replica uses it. */
export interface OpenDisk {
  readonly journal: Journal
  readonly keyring: Keyring
  readonly acks: Acks
  readonly readUpTo: Stamp | null
  saveReadUpTo(upTo: Stamp): void
  keep(name: DocumentName, doc: Y.Doc): KeptDocument
  list: DocumentList['list']
  close(): Promise<void>
}

/** What would still be there if the device stopped now. */
export interface Holdings {
  readonly journaled: ReadonlySet<EntryId>
  /** Room keys in the keyring, and those that the head's `epoch` entries give to every member. */
  readonly epochs: ReadonlySet<EpochId>
  /** State vectors, by document. */
  readonly clocks: ReadonlyMap<string, ReadonlyMap<number, number>>
}

/** A device's disk through all its starts; `Backup` is whatever it can put back. */
export interface DeviceDisk {
  open(): Promise<OpenDisk>
  /** The device stops in the middle of everything. @param lose which of what no barrier stands behind is gone */
  crash(lose: number): void
  /** Puts a copy of all it holds aside; returns its number. Copy 0 is the empty disk. */
  backUp(): Promise<number>
  /** Only while it is not open. */
  restore(copy: number): Promise<void>
  holdings(): Promise<Holdings>
}
