import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** A session as kept. `tokenHash` is SHA-256 of the token, base64url; the token itself is nowhere. */
export interface StoredSession {
  readonly id: string
  readonly tokenHash: string
  readonly account: AccountId
  readonly device: string
  readonly createdMs: number
  readonly lastUsedMs: number
}

/** Who is signed in where. */
export interface SessionRecords {
  add(session: StoredSession): Promise<void>
  byTokenHash(tokenHash: string): Promise<StoredSession | null>
  byId(id: string): Promise<StoredSession | null>
  /** Latest used first. */
  ofAccount(account: AccountId): Promise<readonly StoredSession[]>
  touch(id: string, lastUsedMs: number): Promise<void>
  /** `false`: the account has no such session. */
  remove(account: AccountId, id: string): Promise<boolean>
  /** Ends all sessions of an account but one (`null`: all); returns the ids of those it ended. */
  removeAll(account: AccountId, except: string | null): Promise<readonly string[]>
}

export const makeSessionRecords = (database: Kysely<Tables>): SessionRecords => {
  const rows = () => database.selectFrom('sessions').selectAll()
  return {
    async add(session) {
      await database
        .insertInto('sessions')
        .values({
          id: session.id,
          token_hash: session.tokenHash,
          account: session.account,
          device: session.device,
          created_ms: session.createdMs,
          last_used_ms: session.lastUsedMs,
        })
        .execute()
    },
    async byTokenHash(tokenHash) {
      const row = await rows().where('token_hash', '=', tokenHash).executeTakeFirst()
      return row ? rowToSession(row) : null
    },
    async byId(id) {
      const row = await rows().where('id', '=', id).executeTakeFirst()
      return row ? rowToSession(row) : null
    },
    async ofAccount(account) {
      const found = await rows().where('account', '=', account).orderBy('last_used_ms', 'desc').orderBy('id').execute()
      return found.map(rowToSession)
    },
    async touch(id, lastUsedMs) {
      await database.updateTable('sessions').set({ last_used_ms: lastUsedMs }).where('id', '=', id).execute()
    },
    async remove(account, id) {
      const { numDeletedRows } = await database
        .deleteFrom('sessions')
        .where('account', '=', account)
        .where('id', '=', id)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },
    async removeAll(account, except) {
      const ended = await database
        .deleteFrom('sessions')
        .where('account', '=', account)
        .where('id', '!=', except ?? '')
        .returning('id')
        .execute()
      return ended.map(row => row.id)
    },
  }
}

const rowToSession = (row: Tables['sessions']): StoredSession => ({
  id: row.id,
  tokenHash: row.token_hash,
  account: row.account as AccountId,
  device: row.device,
  createdMs: row.created_ms,
  lastUsedMs: row.last_used_ms,
})
