import type Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { prepareAppend } from './appendUpdate.ts'
import type { DocumentStore } from './documentStore.ts'
import type { Tables } from './schema.ts'

/** What of a document store writes. */
export type DocumentWrites = Pick<DocumentStore, 'append' | 'replace' | 'scrub' | 'deleteRoom'>

/** The same, with an end. */
export interface OpenWrites extends DocumentWrites {
  /** Resolves when everything asked before is done and nothing is held any more. */
  close(): Promise<void>
}

/** The same, done when it returns. */
export type DocumentWriter = {
  readonly [Name in keyof DocumentWrites]: (
    ...args: Parameters<DocumentWrites[Name]>
  ) => Awaited<ReturnType<DocumentWrites[Name]>>
}

/** Writes to the document logs over one connection: each call one transaction, with one fsync. Each throws what SQLite throws. */
export const makeDocumentWriter = (sqlite: Database.Database): DocumentWriter => {
  // For its typed statements alone: they are prepared once.
  const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) })
  const { append, forget } = prepareAppend({ kysely, sqlite })
  const find = sqlite.prepare<[string], { id: number }>(
    kysely.selectFrom('documents').select('id').where('name', '=', '').compile().sql,
  )
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
  const deleteDocuments = sqlite.prepare<[string]>(kysely.deleteFrom('documents').where('room', '=', '').compile().sql)
  // `immediate`: a transaction that began by reading could not go on after another connection has written.
  const appendAll = sqlite.transaction((batch: Parameters<DocumentWriter['append']>[0]) => batch.map(append)).immediate
  const replace = sqlite.transaction((...[name, snapshot, upTo]: Parameters<DocumentWriter['replace']>) => {
    const document = find.get(name)
    if (!document) return
    deleteUpTo.run(document.id, upTo)
    insertSnapshot.run(upTo, document.id, snapshot)
    clearErased.run(null, document.id, upTo)
  }).immediate
  return {
    append(batch) {
      try {
        return appendAll(batch)
      } catch (error) {
        forget()
        throw error
      }
    },
    replace: (name, snapshot, upTo) => void replace(name, snapshot, upTo),
    scrub() {
      // `secure_delete` has zeroed the pages; this writes them to the file and empties the write-ahead log.
      const [result] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
      return result?.busy === 0
    },
    deleteRoom(room) {
      forget()
      deleteDocuments.run(room)
    },
  }
}
