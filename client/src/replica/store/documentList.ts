import { ok, type Result } from '@sarangbang/shared/result.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { AccountDatabase } from './accountDatabase.ts'
import type { StorageFault } from './storageFault.ts'

/** `absent`: never heard of. `dropped`: deleted on purpose; a tab that still has it open must not write it back. */
export type DocumentState = 'absent' | 'kept' | 'dropped'

/**
 * Which documents have a database of their own on this device: what `forgetAccount` deletes where the browser cannot list
 * databases, and how a vanished one is told from a new one. Read from the disk each time, since other tabs write it too.
 */
export interface DocumentList {
  stateOf(document: DocumentName): Promise<Result<DocumentState, StorageFault>>
  /** Also takes back a drop. */
  keep(document: DocumentName): Promise<Result<void, StorageFault>>
  drop(document: DocumentName): Promise<Result<void, StorageFault>>
  /** Dropped ones included, in case their deletion was cut short. */
  list(): Promise<Result<readonly DocumentName[], StorageFault>>
}

export const openDocumentList = (database: AccountDatabase): DocumentList => {
  const put = (document: DocumentName, state: 'kept' | 'dropped') =>
    database.write('documents', 'relaxed', async tx => {
      await tx.store.put(state, document)
    })
  return {
    stateOf: async document => {
      const stored = await database.read('documents', tx => tx.store.get(document))
      return stored.ok ? ok(stored.value ?? 'absent') : stored
    },
    keep: document => put(document, 'kept'),
    drop: document => put(document, 'dropped'),
    list: () => database.read('documents', tx => tx.store.getAllKeys()),
  }
}
