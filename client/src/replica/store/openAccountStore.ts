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

export interface StoreOptions<Records extends object = object> {
  /** Names of records that tell of what else is on this disk: where it was emptied they are not restored. */
  readonly lostRecords?: readonly (keyof Records & string)[]
  /** Called for this account's own database; each kept document has its own reporter. */
  readonly report?: (event: ConnectionEvent) => void
  /** The database was closed or emptied under this page: what of this disk it told may be gone. `onRestored` follows. */
  readonly onCut?: () => void
  /** After the database was closed or emptied under this page: all that the page knew of its own is in it again. */
  readonly onRestored?: () => void
  readonly limitMs?: number
}

/** Opens them together; a fault means that this device's storage cannot be used at all. */
export const openAccountStore = async <Records extends object, Work extends OutboxWork>(
  account: AccountId,
  options: StoreOptions<Records> = {},
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
  const outbox = openOutbox<Work>(database)
  const records = openRecords<Records>(database, options.lostRecords)
  const acks = openAcks(database)
  const drafts = openDrafts(database, account)
  const restore = restoreOnce([journal, keyring.value, outbox, drafts, records, acks], options.onRestored)
  mend = event => {
    // Cut by the browser or deleted under this page: looks at once whether it is still there, and not only at the next key press. Another
    // tab may have made it anew by then, and knows nothing of what only this one wrote.
    const isCut = event.kind === 'closed' && (event.by === 'browser' || event.by === 'deletion')
    if (!isCut && event.kind !== 'vanished') return
    options.onCut?.()
    restore()
  }
  return ok({
    journal,
    outbox,
    keyring: keyring.value,
    records,
    acks,
    drafts,
    documents: openDocumentList(database),
    close: () => database.close(),
  })
}

interface Restorable {
  /** Writes again what this page knows of it and the database does not; whatever is there stays. */
  restore(): Promise<void>
}

/** Several faults in a row, as a deletion is noticed twice, are one restoring, and at most one more behind it. */
const restoreOnce = (stores: readonly Restorable[], onRestored: () => void = () => undefined): (() => void) => {
  const state = { isRunning: false, isDue: false }
  const run = async (): Promise<void> => {
    state.isRunning = true
    while (state.isDue) {
      state.isDue = false
      await Promise.all(stores.map(store => store.restore()))
    }
    state.isRunning = false
    onRestored()
  }
  return () => {
    state.isDue = true
    if (!state.isRunning) void run()
  }
}
