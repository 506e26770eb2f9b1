import type { Marker } from '@sarangbang/shared/api/rooms.ts'
import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/** One sealed read marker per room and account. */
export interface MarkerRecords {
  ofRoom(room: RoomId): Promise<readonly Marker[]>
  of(room: RoomId, account: AccountId): Promise<Marker | null>
  /**
   * Compare-and-swap: writes version `replaces` + 1 where the present one is `replaces` (0: none yet). `null`: it is another;
   * nothing was written.
   */
  replace(room: RoomId, account: AccountId, replaces: number, sealed: string): Promise<Marker | null>
}

export const makeMarkerRecords = (database: Kysely<Tables>): MarkerRecords => ({
  async ofRoom(room) {
    const rows = await database.selectFrom('markers').selectAll().where('room', '=', room).orderBy('account').execute()
    return rows.map(rowToMarker)
  },
  async of(room, account) {
    const row = await database
      .selectFrom('markers')
      .selectAll()
      .where('room', '=', room)
      .where('account', '=', account)
      .executeTakeFirst()
    return row ? rowToMarker(row) : null
  },
  async replace(room, account, replaces, sealed) {
    const version = replaces + 1
    const written =
      replaces === 0
        ? await database
            .insertInto('markers')
            .values({ room, account, version, sealed })
            .onConflict(conflict => conflict.columns(['room', 'account']).doNothing())
            .returning('version')
            .executeTakeFirst()
        : await database
            .updateTable('markers')
            .set({ version, sealed })
            .where('room', '=', room)
            .where('account', '=', account)
            .where('version', '=', replaces)
            .returning('version')
            .executeTakeFirst()
    return written ? { account, version, sealed } : null
  },
})

const rowToMarker = ({ account, version, sealed }: Tables['markers']): Marker => ({ account, version, sealed })
