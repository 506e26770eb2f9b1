import type { DocumentPosition } from '@sarangbang/shared/api/rooms.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { OpenDatabase } from './database.ts'
import type { DocumentStore } from './documentStore.ts'

/** Document logs in SQLite: read over the connection that everything uses, written over the writing thread's (writeInThread.ts). */
export const documentsInSqlite = ({ kysely, writes }: OpenDatabase): DocumentStore => ({
  append: writes.append,
  replace: writes.replace,
  scrub: writes.scrub,
  deleteRoom: writes.deleteRoom,
  async load(name) {
    const document = await kysely
      .selectFrom('documents')
      .select(['id', 'erased_at'])
      .where('name', '=', name)
      .executeTakeFirst()
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
})
