import type Database from 'better-sqlite3'
import { makeDocumentWriter, type DocumentWriter, type OpenWrites } from './documentWriter.ts'

/** Writes to the document logs of a database in memory, which has no second connection: in this thread, between others' transactions. */
export const writeInTurn = (sqlite: Database.Database): OpenWrites => {
  const writer = makeDocumentWriter(sqlite)
  const inTurn = async <T>(write: (writer: DocumentWriter) => T): Promise<T> => {
    // A kysely transaction may be under way (database.ts); it ends within the turn. Whoever waited goes on synchronously.
    while (sqlite.inTransaction) await new Promise(resolve => void setImmediate(resolve))
    return write(writer)
  }
  return {
    append: batch => inTurn(({ append }) => append(batch)),
    replace: (name, snapshot, upTo) => inTurn(({ replace }) => replace(name, snapshot, upTo)),
    scrub: () => inTurn(({ scrub }) => scrub()),
    deleteRoom: room => inTurn(({ deleteRoom }) => deleteRoom(room)),
    close: () => Promise.resolve(),
  }
}
