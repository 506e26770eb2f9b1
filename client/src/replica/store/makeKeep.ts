import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type * as Y from 'yjs'
import type { DocumentEvent } from './documentEvent.ts'
import type { DocumentList } from './documentList.ts'
import { keepDocument, type KeptDocument } from './keepDocument.ts'

/** Loads a document from this device and keeps what it comes to hold. One at a time per document and tab. */
export type KeepDocument = (name: DocumentName, doc: Y.Doc, report?: (event: DocumentEvent) => void) => KeptDocument

/** @param limitMs of each opening and writing */
export const makeKeep =
  (account: AccountId, documents: DocumentList, { limitMs }: { readonly limitMs?: number } = {}): KeepDocument =>
  (name, doc, report) =>
    keepDocument(name, doc, {
      account,
      documents,
      ...(report && { report }),
      ...(limitMs !== undefined && { limitMs }),
    })
