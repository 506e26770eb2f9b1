import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Kysely } from 'kysely'
import type { ConnectionTable, Tables } from './schema.ts'

/** A tie between two accounts, seen from neither side. */
export interface StoredConnection {
  readonly id: string
  readonly kind: ConnectionTable['kind']
  readonly asker: AccountId
  readonly asked: AccountId
  /** Of the asker's request, 16 bytes, base64url. */
  readonly nonce: string
  /** Of the crossing request by `asked` that accepted this one, if one did. */
  readonly crossingNonce: string | null
  readonly state: ConnectionTable['state']
  /** The direct room, once accepted. */
  readonly room: RoomId | null
  readonly createdMs: number
  readonly updatedMs: number
}

export interface ConnectionRecords {
  /** `false`: the pair has an open connection already (the other's request came first); nothing was written. */
  add(connection: StoredConnection): Promise<boolean>
  byId(id: string): Promise<StoredConnection | null>
  /** The request this account has made of the other with this nonce, whatever became of it. */
  byRequest(asker: AccountId, asked: AccountId, nonce: string): Promise<StoredConnection | null>
  /** The requested or accepted one between two accounts: there is at most one. */
  openBetween(a: AccountId, b: AccountId): Promise<StoredConnection | null>
  /** Requested and accepted ones of an account, latest change first. */
  openOf(account: AccountId): Promise<readonly StoredConnection[]>
  update(id: string, change: ConnectionChange): Promise<void>
}
export type ConnectionChange = Pick<StoredConnection, 'state' | 'room' | 'crossingNonce' | 'updatedMs'>

const openStates = ['requested', 'accepted'] as const

export const makeConnectionRecords = (database: Kysely<Tables>): ConnectionRecords => {
  const rows = () => database.selectFrom('connections').selectAll()
  return {
    async add(connection) {
      const { numInsertedOrUpdatedRows } = await database
        .insertInto('connections')
        .values(connectionToRow(connection))
        .onConflict(conflict => conflict.doNothing())
        .executeTakeFirst()
      return Boolean(numInsertedOrUpdatedRows)
    },
    async byId(id) {
      return orNull(await rows().where('id', '=', id).executeTakeFirst())
    },
    async byRequest(asker, asked, nonce) {
      const own = await rows()
        .where('asker', '=', asker)
        .where('asked', '=', asked)
        .where('nonce', '=', nonce)
        .executeTakeFirst()
      const crossing = () =>
        rows()
          .where('asker', '=', asked)
          .where('asked', '=', asker)
          .where('crossing_nonce', '=', nonce)
          .executeTakeFirst()
      return orNull(own ?? (await crossing()))
    },
    async openBetween(a, b) {
      return orNull(await rows().where('pair', '=', pairOf(a, b)).where('state', 'in', openStates).executeTakeFirst())
    },
    async openOf(account) {
      const found = await rows()
        .where(where => where.or([where('asker', '=', account), where('asked', '=', account)]))
        .where('state', 'in', openStates)
        .orderBy('updated_ms', 'desc')
        .orderBy('id')
        .execute()
      return found.map(rowToConnection)
    },
    async update(id, change) {
      await database
        .updateTable('connections')
        .set({
          state: change.state,
          room: change.room,
          crossing_nonce: change.crossingNonce,
          updated_ms: change.updatedMs,
        })
        .where('id', '=', id)
        .execute()
    },
  }
}

const pairOf = (a: AccountId, b: AccountId): string => [a, b].sort().join(' ')

const orNull = (row: ConnectionTable | undefined): StoredConnection | null => (row ? rowToConnection(row) : null)

const rowToConnection = (row: ConnectionTable): StoredConnection => ({
  id: row.id,
  kind: row.kind,
  asker: row.asker as AccountId,
  asked: row.asked as AccountId,
  nonce: row.nonce,
  crossingNonce: row.crossing_nonce,
  state: row.state,
  room: row.room as RoomId | null,
  createdMs: row.created_ms,
  updatedMs: row.updated_ms,
})

const connectionToRow = (connection: StoredConnection): ConnectionTable => ({
  id: connection.id,
  kind: connection.kind,
  asker: connection.asker,
  asked: connection.asked,
  pair: pairOf(connection.asker, connection.asked),
  nonce: connection.nonce,
  crossing_nonce: connection.crossingNonce,
  state: connection.state,
  room: connection.room,
  created_ms: connection.createdMs,
  updated_ms: connection.updatedMs,
})
