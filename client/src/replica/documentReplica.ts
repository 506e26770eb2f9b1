import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Result } from '@sarangbang/shared/result.ts'
import type { Kept } from './kept.ts'
import type { StorageFault } from './store/storageFault.ts'

/** One document on this device: its log, its copy on disk, and how much of it somebody else has. Links carry it. */
export interface DocumentReplica {
  readonly name: DocumentName
  readonly log: DocumentLog
  /** Resolves when the device's own copy has been read, or could not be: a fault is reported, and links bring it again. */
  readonly loaded: Promise<void>
  /** Resolves when all the document holds now is on this disk. */
  committed(): Promise<Result<void, StorageFault>>
  readonly kept: Kept
  close(): Promise<void>
}
