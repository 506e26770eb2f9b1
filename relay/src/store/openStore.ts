import { sql } from 'kysely'
import { openDatabase } from './database.ts'
import { documentsInSqlite } from './documentsInSqlite.ts'
import { lockFolder } from './lockFolder.ts'
import { makeRecords, type Store } from './store.ts'

/**
 * Opens the store of a data folder, or one in memory (`:memory:`).
 * @throws at start-up, as lockFolder and openDatabase do.
 */
export const openStore = async (dataDir: string, nowMs: number): Promise<Store> => {
  const unlock = dataDir === ':memory:' ? () => {} : lockFolder(dataDir)
  const database = await openDatabase(dataDir, nowMs).catch((error: unknown) => {
    unlock()
    throw error
  })
  return {
    ...makeRecords(database.kysely),
    documents: documentsInSqlite(database),
    transaction: work => database.kysely.transaction().execute(transaction => work(makeRecords(transaction))),
    async ping() {
      await sql`select 1`.execute(database.kysely)
    },
    async sweep(nowMs, sessionsUnusedSinceMs) {
      const { kysely } = database
      await kysely.deleteFrom('sessions').where('last_used_ms', '<', sessionsUnusedSinceMs).execute()
      await kysely.deleteFrom('retired_handles').where('until_ms', '<=', nowMs).execute()
      await kysely.deleteFrom('documents').where('room', 'not in', kysely.selectFrom('rooms').select('id')).execute()
    },
    async close() {
      await database.close()
      unlock()
    },
  }
}
