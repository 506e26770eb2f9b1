import { ok } from '@sarangbang/shared/result.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { DocumentReplica } from './documentReplica.ts'
import { makeKept } from './kept.ts'

/** For tests: a document as links hold it, over a disk that takes everything at once and keeps nothing. */
export const openDiskless = (name: DocumentName, log: DocumentLog): DocumentReplica => ({
  name,
  log,
  loaded: Promise.resolve(),
  committed: async () => ok(undefined),
  kept: makeKept(),
  close: async () => undefined,
})
