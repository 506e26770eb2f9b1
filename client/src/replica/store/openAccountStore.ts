import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { openDatabase } from './accountDatabase.ts'
import { openAcks, type Acks } from './acks.ts'
import type { ConnectionEvent } from './connectDatabase.ts'
import { openDocumentList, type DocumentList } from './documentList.ts'
import { openDrafts, type Drafts } from './drafts.ts'
import { openJournal, type Journal } from './journal.ts'
import { openKeyring, type Keyring } from './keyring.ts'
import { openOutbox, type Outbox, type OutboxWork } from './outbox.ts'
import { openRecords, type RecordStore } from './records.ts'
import { rememberJournal } from './rememberJournal.ts'
import type { StorageFault } from './storageFault.ts'

/** What an account keeps on this device beside its documents: all that the chats list needs. */
export interface AccountRecords<Records extends object, Work extends OutboxWork> {
  readonly journal: Journal
  readonly outbox: Outbox<Work>
  readonly keyring: Keyring
  readonly records: RecordStore<Records>
  readonly acks: Acks
  readonly drafts: Drafts
  readonly documents: DocumentList
  /** After every kept document is closed. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** Called for this account's own database; each kept document has its own reporter. */
  readonly report?: (event: ConnectionEvent) => void
  readonly limitMs?: number
}

/** Opens them together; a fault means that this device's storage cannot be used at all. */
export const openAccountStore = async <Records extends object, Work extends OutboxWork>(
  account: AccountId,
  options: StoreOptions = {},
): Promise<Result<AccountRecords<Records, Work>, StorageFault>> => {
  let mend = (_event: ConnectionEvent): void => undefined
  const database = openDatabase(account, {
    ...options,
    report: event => {
      options.report?.(event)
      mend(event)
    },
  })
  const journal = rememberJournal(openJournal(database))
  const keyring = await openKeyring(database)
  if (!keyring.ok) {
    await database.close()
    return fail(keyring.error)
  }
  mend = event => {
    // Cut by the browser or deleted under this page: looks at once whether it is still there, and not only at the next key press.
    if (event.kind === 'closed' && (event.by === 'browser' || event.by === 'deletion')) void journal.list()
    if (event.kind === 'vanished') void Promise.all([journal.restore(), keyring.value.restore()])
  }
  return ok({
    journal,
    outbox: openOutbox<Work>(database),
    keyring: keyring.value,
    records: openRecords<Records>(database),
    acks: openAcks(database),
    drafts: openDrafts(database, account),
    documents: openDocumentList(database),
    close: () => database.close(),
  })
}
