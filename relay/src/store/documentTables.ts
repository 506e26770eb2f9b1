import type { Generated } from 'kysely'

/** Tables of the document logs (documentStore.ts). */
export interface DocumentTables {
  documents: DocumentTable
  document_updates: DocumentUpdateTable
}

export interface DocumentTable {
  /** Rows refer to this number instead of the name: 30 bytes less in each of two places. */
  id: Generated<number>
  name: string
  /** The room's id: the name's first part, so that a room's documents are found by an index. */
  room: string
  /** The position of the newest update that erased something and has not been compacted since; `null` when there is none. */
  erased_at: number | null
}

export interface DocumentUpdateTable {
  /** Position: grows over all documents, is never given twice. */
  seq: Generated<number>
  document: number
  /** A Yjs update, version 1. */
  bytes: Uint8Array
}
