import type { DBSchema } from 'idb'
import type { AccountId, EntryId, EpochId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { connectDatabase, type ConnectionOptions, type DatabaseConnection } from './connectDatabase.ts'
import type { StoreDeclaration } from './declaredStores.ts'
import type { DraftRecord } from './draftRecord.ts'
import type { JournalRecord } from './journal.ts'
import type { EpochKey } from './keyring.ts'
import { isForgotten } from './originMarks.ts'
import type { OutboxRow } from './outbox.ts'

/** What an account keeps on this device beside its documents. */
export interface AccountSchema extends DBSchema {
  /** Keyed by a counter, so that entries come back in the order they were written. */
  journal: { key: number; value: JournalRecord; indexes: { id: EntryId; room: RoomId } }
  /** Keyed by a counter as well: work of one kind is done in the order it was asked for. */
  outbox: { key: number; value: OutboxRow; indexes: { key: string } }
  keyring: { key: [RoomId, EpochId]; value: EpochKey }
  /** Last known records of the relay's, by name and key. */
  records: { key: [name: string, key: string]; value: unknown }
  /** Greatest acknowledged clock per client, by document. */
  acks: { key: DocumentName; value: ReadonlyMap<number, number> }
  drafts: { key: RoomId; value: DraftRecord }
  /** Which documents have a database of their own here. */
  documents: { key: DocumentName; value: 'kept' | 'dropped' }
}
export type AccountDatabase = DatabaseConnection<AccountSchema>

const stores: readonly StoreDeclaration[] = [
  {
    name: 'journal',
    options: { autoIncrement: true },
    indexes: [
      { name: 'id', path: 'id', unique: true },
      { name: 'room', path: 'room' },
    ],
  },
  { name: 'outbox', options: { autoIncrement: true }, indexes: [{ name: 'key', path: 'key', unique: true }] },
  { name: 'keyring', options: { keyPath: ['room', 'epoch'] } },
  { name: 'records' },
  { name: 'acks' },
  { name: 'drafts', options: { keyPath: 'room' } },
  { name: 'documents' },
]

/** The name of everything in IndexedDB that belongs to no single account. */
export const deviceDatabaseName = 'sarangbang'
export const accountDatabaseName = (account: AccountId): string => `${deviceDatabaseName}/${account}`
/** Two accounts on one device never share a document's database, though they may share the room. */
export const documentDatabaseName = (account: AccountId, document: DocumentName): string =>
  `${accountDatabaseName(account)}/${document}`

/** An account's own database. Opened at first use; opening never throws, each use says what went wrong. */
export const openDatabase = (account: AccountId, options: ConnectionOptions = {}): AccountDatabase =>
  connectDatabase<AccountSchema>(accountDatabaseName(account), stores, {
    // Another tab may have signed this account out for good.
    mayOpen: () => !isForgotten(account),
    ...options,
  })
