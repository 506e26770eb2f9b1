import type { DocumentPosition } from '@sarangbang/shared/api/rooms.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { prepareAppend } from './appendUpdate.ts'
import type { OpenDatabase } from './database.ts'
import type { DocumentStore } from './documentStore.ts'

/**
 * Document logs in SQLite. Writes are synchronous transactions on the connection itself: one fsync each, and no other statement can
 * come between.
 */
export const documentsInSqlite = (database: OpenDatabase): DocumentStore => {
  const { kysely, sqlite } = database
  const { append, forget } = prepareAppend(database)

  const insertSnapshot = sqlite.prepare<[number, number, Uint8Array]>(
    kysely.insertInto('document_updates').values({ seq: 0, document: 0, bytes: new Uint8Array() }).compile().sql,
  )
  const deleteUpTo = sqlite.prepare<[number, number]>(
    kysely.deleteFrom('document_updates').where('document', '=', 0).where('seq', '<=', 0).compile().sql,
  )
  const clearErased = sqlite.prepare<[null, number, number]>(
    kysely.updateTable('documents').set({ erased_at: null }).where('id', '=', 0).where('erased_at', '<=', 0).compile()
      .sql,
  )
  const find = (name: DocumentName) =>
    kysely.selectFrom('documents').select(['id', 'erased_at']).where('name', '=', name).executeTakeFirst()

  return {
    async append(batch) {
      while (sqlite.inTransaction) await nextTurn()
      try {
        return sqlite.transaction(() => batch.map(append))()
      } catch (error) {
        forget()
        throw error
      }
    },
    async load(name) {
      const document = await find(name)
      if (!document) return { updates: [], position: 0, holdsErased: false }
      const rows = await kysely
        .selectFrom('document_updates')
        .select(['seq', 'bytes'])
        .where('document', '=', document.id)
        .orderBy('seq')
        .execute()
      return {
        updates: rows.map(row => row.bytes),
        position: rows.at(-1)?.seq ?? 0,
        holdsErased: document.erased_at !== null,
      }
    },
    async replace(name, snapshot, upTo) {
      const document = await find(name)
      if (!document) return
      while (sqlite.inTransaction) await nextTurn()
      sqlite.transaction(() => {
        deleteUpTo.run(document.id, upTo)
        insertSnapshot.run(upTo, document.id, snapshot)
        clearErased.run(null, document.id, upTo)
      })()
    },
    async scrub() {
      while (sqlite.inTransaction) await nextTurn()
      // `secure_delete` has zeroed the pages; this writes them to the file and empties the write-ahead log.
      const [result] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
      return result?.busy === 0
    },
    async holdingErased() {
      const rows = await kysely.selectFrom('documents').select('name').where('erased_at', 'is not', null).execute()
      return rows.map(row => row.name as DocumentName)
    },
    async positions(room) {
      const rows = await kysely
        .selectFrom('documents')
        .innerJoin('document_updates', 'document_updates.document', 'documents.id')
        .select(['documents.name', eb => eb.fn.max('document_updates.seq').as('position')])
        .where('documents.room', '=', room)
        .groupBy('documents.name')
        .orderBy('documents.name')
        .execute()
      return rows satisfies DocumentPosition[]
    },
    async deleteRoom(room) {
      forget()
      await kysely.deleteFrom('documents').where('room', '=', room).execute()
    },
  }
}

/**
 * A kysely transaction may be under way on the shared connection (database.ts); it ends within the turn. Whoever waited asks again
 * and goes on synchronously, so that none can begin in between.
 */
const nextTurn = (): Promise<void> => new Promise(resolve => void setImmediate(resolve))
