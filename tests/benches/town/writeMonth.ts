import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { openDocumentLog } from '@sarangbang/shared/room/openDocumentLog.ts'
import type * as Y from 'yjs'
import { messageOf, type Author } from './author.ts'

/** The month that the benches write; a relay takes it because it is past. */
export const month = 'BENCHBENCHBENCHBENCHBA.2026-05' as DocumentName

export interface WrittenMonth {
  readonly doc: Y.Doc
  /** One update a message, in order: what leaves the device as each is written. */
  readonly updates: readonly Uint8Array[]
}

/** One author's month of signed messages, written one after the other as a person does. */
export const writeMonth = (author: Author, messages: number, name: DocumentName = month): WrittenMonth => {
  const { account, session } = author
  const log = openDocumentLog({ name, author: account, session, verify: () => true })
  const updates: Uint8Array[] = []
  log.doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < messages; n++) log.append([place => author.seal(name, place, messageOf(n))])
  return { doc: log.doc, updates }
}
