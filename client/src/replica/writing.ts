import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { encodeErasure } from '@sarangbang/shared/crypto/eraseEnvelope.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import type { Entry } from '@sarangbang/shared/room/entry.ts'
import type { JournalPart } from './store/journal.ts'

/** A piece of one action of a person: what it puts into which document. */
export type Writing =
  | { readonly document: DocumentName; readonly entry: Entry }
  | { readonly document: DocumentName; readonly erase: readonly EnvelopePlace[] }

export const writingToPart = (writing: Writing): JournalPart =>
  'entry' in writing
    ? { document: writing.document, kind: 'sealed', plain: encodeEntry(writing.entry), place: null }
    : { document: writing.document, kind: 'erase', plain: encodeErasure(writing.erase), place: null }
