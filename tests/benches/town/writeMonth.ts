import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
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

/** One author's month of signed messages, written one after the other as a person does. @param msOf when the n-th was written */
export const writeMonth = (
  author: Author,
  messages: number,
  name: DocumentName = month,
  msOf?: (n: number) => number,
): WrittenMonth => write(author, messages, name, (place, n) => author.seal(name, place, messageOf(n, msOf?.(n))))

/** The same in a tenth of the time, of envelopes that nobody could open: for what opens and verifies none. */
export const forgeMonth = (author: Author, messages: number): WrittenMonth =>
  write(author, messages, month, place => author.forge(place))

const write = (
  { account, session }: Author,
  messages: number,
  name: DocumentName,
  make: (place: EnvelopePlace, n: number) => Uint8Array,
): WrittenMonth => {
  const log = openDocumentLog({ name, author: account, session, verify: () => true })
  const updates: Uint8Array[] = []
  log.doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let n = 0; n < messages; n++) log.append([place => make(place, n)])
  return { doc: log.doc, updates }
}
