import type Database from 'better-sqlite3'
import type { SqliteStatement } from 'kysely'

/** Queries of the relay, each lengths of lists it was asked with counted: far fewer. Beyond it the memory is begun anew. */
const maxStatements = 500

/** Prepares each text once. */
export interface KeptStatements {
  prepare(text: string): SqliteStatement
  /** After the tables have changed: a statement remembers the columns it was compiled with. */
  forget(): void
}

/**
 * Statements of one connection by their text. To compile one takes SQLite longer than to run a look-up by key, and kysely asks anew for
 * each query. Sound because kysely takes all rows at once, so that no statement is asked while it is still being read.
 */
export const keepStatements = (sqlite: Database.Database): KeptStatements => {
  const byText = new Map<string, SqliteStatement>()
  return {
    prepare(text) {
      const known = byText.get(text)
      if (known) return known
      if (byText.size >= maxStatements) byText.clear()
      const statement = sqlite.prepare(text) as SqliteStatement
      byText.set(text, statement)
      return statement
    },
    forget: () => byText.clear(),
  }
}
