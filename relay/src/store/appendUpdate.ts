import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { DocumentUpdate } from './documentStore.ts'
import type Database from 'better-sqlite3'
import type { Kysely } from 'kysely'
import type { Tables } from './schema.ts'

/**
 * Appends one update within the caller's transaction and returns its position.
 * @throws what SQLite throws, and for a name that is no document's: whoever calls has checked it.
 */
export type AppendUpdate = (update: DocumentUpdate) => number

/** Numbers of documents by name, kept to spare a look-up for each row. 10,000 are 1 MB; beyond that it starts anew. */
const maxKnownDocuments = 10_000

/**
 * Prepares the statements once: compiling and preparing them for each row costs several times the insertion itself. `forget` drops
 * what is remembered of documents, after a rollback or a deletion has made it untrue.
 */
interface Connection {
  readonly kysely: Kysely<Tables>
  readonly sqlite: Database.Database
}

export const prepareAppend = ({ kysely, sqlite }: Connection): { append: AppendUpdate; forget(): void } => {
  const known = new Map<DocumentName, number>()
  const add = sqlite.prepare<[string, string], { id: number }>(
    kysely
      .insertInto('documents')
      .values({ name: '', room: '' })
      // Not `doNothing`: it would return no row for a document that is there.
      .onConflict(conflict => conflict.column('name').doUpdateSet(eb => ({ room: eb.ref('excluded.room') })))
      .returning('id')
      .compile().sql,
  )
  const insert = sqlite.prepare<[number, Uint8Array]>(
    kysely.insertInto('document_updates').values({ document: 0, bytes: new Uint8Array() }).compile().sql,
  )
  const markErased = sqlite.prepare<[number, number]>(
    kysely.updateTable('documents').set({ erased_at: 0 }).where('id', '=', 0).compile().sql,
  )
  const numberOf = (name: DocumentName): number => {
    const found = known.get(name)
    if (found !== undefined) return found
    const place = parseDocumentName(name)
    const row = place && add.get(name, place.room)
    if (!row) throw new Error(`not a document name: ${name}`)
    if (known.size >= maxKnownDocuments) known.clear()
    known.set(name, row.id)
    return row.id
  }
  return {
    append(update) {
      const document = numberOf(update.document)
      const position = Number(insert.run(document, update.bytes).lastInsertRowid)
      if (update.erases) markErased.run(position, document)
      return position
    },
    forget: () => known.clear(),
  }
}
