import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Kysely } from 'kysely'
import type { RoomTable, Tables } from './schema.ts'

/** A room as the relay knows it. `founders` are one (`self`) or two (`direct`) accounts, in any order; they may have withdrawn since. */
export interface StoredRoom {
  readonly id: RoomId
  readonly kind: RoomTable['kind']
  /** 16 bytes, base64url. */
  readonly nonce: string
  readonly founders: readonly AccountId[]
  readonly createdMs: number
}

/** Rooms and who may open their documents. */
export interface RoomRecords {
  /**
   * Adds the room with its founders as members; an existing one is left as it is (accepting twice makes one room). Whoever adds tells
   * the membership (relay/src/rooms/membership.ts), which remembers members.
   */
  add(room: StoredRoom): Promise<void>
  byId(room: RoomId): Promise<StoredRoom | null>
  /** Oldest first. */
  ofMember(account: AccountId): Promise<readonly StoredRoom[]>
  members(room: RoomId): Promise<readonly AccountId[]>
  isMember(room: RoomId, account: AccountId): Promise<boolean>
  /** Rooms without a member go, with their markers and documents; returns which. */
  removeDeserted(): Promise<readonly RoomId[]>
}

export const makeRoomRecords = (database: Kysely<Tables>): RoomRecords => ({
  async add(room) {
    const { numInsertedOrUpdatedRows } = await database
      .insertInto('rooms')
      .values({
        id: room.id,
        kind: room.kind,
        nonce: room.nonce,
        founders: room.founders.join(' '),
        created_ms: room.createdMs,
      })
      .onConflict(conflict => conflict.column('id').doNothing())
      .executeTakeFirst()
    if (!numInsertedOrUpdatedRows) return
    const members = room.founders.map(account => ({ room: room.id, account, joined_ms: room.createdMs }))
    await database.insertInto('members').values(members).execute()
  },
  async byId(room) {
    const row = await database.selectFrom('rooms').selectAll().where('id', '=', room).executeTakeFirst()
    return row ? rowToRoom(row) : null
  },
  async ofMember(account) {
    const rows = await database
      .selectFrom('members')
      .innerJoin('rooms', 'rooms.id', 'members.room')
      .selectAll('rooms')
      .where('members.account', '=', account)
      .orderBy('rooms.created_ms')
      .orderBy('rooms.id')
      .execute()
    return rows.map(rowToRoom)
  },
  async members(room) {
    const rows = await database.selectFrom('members').select('account').where('room', '=', room).execute()
    return rows.map(row => row.account as AccountId)
  },
  async isMember(room, account) {
    const row = await database
      .selectFrom('members')
      .select('account')
      .where('room', '=', room)
      .where('account', '=', account)
      .executeTakeFirst()
    return row !== undefined
  },
  async removeDeserted() {
    const deserted = await database
      .deleteFrom('rooms')
      .where('id', 'not in', database.selectFrom('members').select('room'))
      .returning('id')
      .execute()
    return deserted.map(row => row.id as RoomId)
  },
})

const rowToRoom = (row: RoomTable): StoredRoom => ({
  id: row.id as RoomId,
  kind: row.kind,
  nonce: row.nonce,
  founders: row.founders.split(' ') as AccountId[],
  createdMs: row.created_ms,
})
