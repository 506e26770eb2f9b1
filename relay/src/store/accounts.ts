import type { AccountKeys, Lock, Person } from '@sarangbang/shared/api/field.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Kysely } from 'kysely'
import type { AccountTable, Tables } from './schema.ts'

/** What must change together when the secrets of an account change. */
export interface StoredSecrets {
  /** OPAQUE registration record, base64url. */
  readonly registrationRecord: string
  /** Private keys sealed under the vault key. */
  readonly vault: string
  /** One of each kind. */
  readonly locks: readonly Lock[]
}

export interface StoredAccount {
  readonly keys: AccountKeys
  readonly handle: string
  /** The form handles are compared in (handleKey). */
  readonly handleKey: string
  readonly nickname: string
  readonly registrationRecord: string
  readonly vault: string
  /** Ed25519 public key that proves a recovery code. */
  readonly recoveryKey: string
  readonly createdMs: number
}

export interface AccountRecords {
  /** `false`: the handle or the key is an account's already; nothing was written. */
  add(account: StoredAccount, locks: readonly Lock[]): Promise<boolean>
  byId(account: AccountId): Promise<StoredAccount | null>
  byHandleKey(handleKey: string): Promise<StoredAccount | null>
  /** What others may know; accounts that are gone are missing from the map. */
  people(accounts: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Person>>
  locks(account: AccountId): Promise<readonly Lock[]>
  /** Replaces record, vault and all locks. Call inside a transaction. */
  replaceSecrets(account: AccountId, secrets: StoredSecrets): Promise<void>
  /** Removes the account with its locks, sessions, connections, memberships and markers. */
  remove(account: AccountId): Promise<void>
  /** Keeps a withdrawn account's handle (as a digest) from being taken until then. */
  retireHandle(digest: string, untilMs: number): Promise<void>
  isHandleRetired(digest: string, nowMs: number): Promise<boolean>
}

export const makeAccountRecords = (database: Kysely<Tables>): AccountRecords => {
  const rows = () => database.selectFrom('accounts').selectAll()
  const addLocks = async (account: AccountId, locks: readonly Lock[]) => {
    const values = locks.map(lock => ({
      account,
      kind: lock.kind,
      public_key: lock.publicKey,
      sealed_vault_key: lock.sealedVaultKey,
    }))
    await database.insertInto('locks').values(values).execute()
  }
  return {
    async add(account, locks) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('accounts')
        .values(accountToRow(account))
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst()
      if (!numInsertedOrUpdatedRows) return false
      await addLocks(account.keys.account, locks)
      return true
    },
    async byId(account) {
      const row = await rows().where('id', '=', account).executeTakeFirst()
      return row ? rowToAccount(row) : null
    },
    async byHandleKey(handleKey) {
      const row = await rows().where('handle_key', '=', handleKey).executeTakeFirst()
      return row ? rowToAccount(row) : null
    },
    async people(accounts) {
      if (accounts.length === 0) return new Map()
      const found = await database
        .selectFrom('accounts')
        .select(['id', 'agreement', 'agreement_signature', 'handle', 'nickname'])
        .where('id', 'in', accounts)
        .execute()
      return new Map(
        found.map(row => [row.id as AccountId, { keys: rowToKeys(row), handle: row.handle, nickname: row.nickname }]),
      )
    },
    async locks(account) {
      const found = await database
        .selectFrom('locks')
        .selectAll()
        .where('account', '=', account)
        .orderBy('kind')
        .execute()
      return found.map(row => ({ kind: row.kind, publicKey: row.public_key, sealedVaultKey: row.sealed_vault_key }))
    },
    async replaceSecrets(account, { registrationRecord, vault, locks }) {
      await database
        .updateTable('accounts')
        .set({ registration_record: registrationRecord, vault })
        .where('id', '=', account)
        .execute()
      await database.deleteFrom('locks').where('account', '=', account).execute()
      await addLocks(account, locks)
    },
    async remove(account) {
      await database.deleteFrom('accounts').where('id', '=', account).execute()
    },
    async retireHandle(digest, untilMs) {
      await database
        .insertInto('retired_handles')
        .values({ digest, until_ms: untilMs })
        .onConflict(conflict => conflict.column('digest').doUpdateSet({ until_ms: untilMs }))
        .execute()
    },
    async isHandleRetired(digest, nowMs) {
      const row = await database
        .selectFrom('retired_handles')
        .select('digest')
        .where('digest', '=', digest)
        .where('until_ms', '>', nowMs)
        .executeTakeFirst()
      return row !== undefined
    },
  }
}

const rowToKeys = (row: Pick<AccountTable, 'id' | 'agreement' | 'agreement_signature'>): AccountKeys => ({
  account: row.id as AccountId,
  agreement: row.agreement,
  signature: row.agreement_signature,
})

const rowToAccount = (row: AccountTable): StoredAccount => ({
  keys: rowToKeys(row),
  handle: row.handle,
  handleKey: row.handle_key,
  nickname: row.nickname,
  registrationRecord: row.registration_record,
  vault: row.vault,
  recoveryKey: row.recovery_key,
  createdMs: row.created_ms,
})

const accountToRow = (account: StoredAccount): AccountTable => ({
  id: account.keys.account,
  handle: account.handle,
  handle_key: account.handleKey,
  nickname: account.nickname,
  agreement: account.keys.agreement,
  agreement_signature: account.keys.signature,
  registration_record: account.registrationRecord,
  vault: account.vault,
  recovery_key: account.recoveryKey,
  created_ms: account.createdMs,
})
