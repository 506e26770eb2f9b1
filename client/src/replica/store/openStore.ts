import type * as Y from 'yjs'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { openDatabase } from './accountDatabase.ts'
import { openAcks, type Acks } from './acks.ts'
import type { ConnectionEvent } from './connectDatabase.ts'
import { openDocumentList, type DocumentList } from './documentList.ts'
import { openDrafts, type Drafts } from './drafts.ts'
import { openJournal, type Journal } from './journal.ts'
import type { DocumentEvent } from './documentEvent.ts'
import { keepDocument, type KeptDocument } from './keepDocument.ts'
import { openKeyring, type Keyring } from './keyring.ts'
import { openOutbox, type Outbox, type OutboxWork } from './outbox.ts'
import { openRecords, type RecordStore } from './records.ts'
import type { StorageFault } from './storageFault.ts'

/** Everything an account keeps on this device. */
export interface AccountStore<Records extends object, Work extends OutboxWork> {
  readonly journal: Journal
  readonly outbox: Outbox<Work>
  readonly keyring: Keyring
  readonly records: RecordStore<Records>
  readonly acks: Acks
  readonly drafts: Drafts
  readonly documents: DocumentList
  /** Loads a document from this device and keeps what it comes to hold. One at a time per document and tab. */
  keep(name: DocumentName, doc: Y.Doc, report?: (event: DocumentEvent) => void): KeptDocument
  /** After every kept document is closed. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** Called for this account's own database; each kept document has its own reporter. */
  readonly report?: (event: ConnectionEvent) => void
  readonly limitMs?: number
}

/** Opens them together; a fault means that this device's storage cannot be used at all. */
export const openStore = async <Records extends object, Work extends OutboxWork>(
  account: AccountId,
  options: StoreOptions = {},
): Promise<Result<AccountStore<Records, Work>, StorageFault>> => {
  const database = openDatabase(account, options)
  const keyring = await openKeyring(database)
  if (!keyring.ok) {
    await database.close()
    return fail(keyring.error)
  }
  const documents = openDocumentList(database)
  return ok({
    journal: openJournal(database),
    outbox: openOutbox<Work>(database),
    keyring: keyring.value,
    records: openRecords<Records>(database),
    acks: openAcks(database),
    drafts: openDrafts(database, account),
    documents,
    keep: (name, doc, report) =>
      keepDocument(name, doc, {
        account,
        documents,
        ...(report && { report }),
        ...(options.limitMs !== undefined && { limitMs: options.limitMs }),
      }),
    close: () => database.close(),
  })
}
