import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { checkDatabase } from './checkDatabase.ts'
import { openConnection } from './connection.ts'
import type { OpenWrites } from './documentWriter.ts'
import { keepStatements, type KeptStatements } from './keepStatements.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { sayStoreFault } from './sayStoreFault.ts'
import type { Tables } from './schema.ts'
import { writeInThread } from './writeInThread.ts'
import { writeInTurn } from './writeInTurn.ts'

/**
 * An open database. Kysely keeps one connection and queues what wants it, so a transaction holds everybody else up: await
 * nothing but queries inside one. Document logs are written over another connection, in another thread.
 */
export interface OpenDatabase {
  readonly kysely: Kysely<Tables>
  readonly writes: OpenWrites
  close(): Promise<void>
}

export const databaseFile = 'relay.sqlite'

/**
 * Opens, and brings up to date, the database of a data folder (made when missing, readable by its owner alone), or one in
 * memory.
 * @throws at start-up: the folder cannot be written, the file is no database or a damaged one, or it belongs to a newer relay.
 */
export const openDatabase = async (dataDir: string, nowMs: number): Promise<OpenDatabase> => {
  const inMemory = dataDir === ':memory:'
  if (inMemory) return open(':memory:', nowMs)
  const path = join(dataDir, databaseFile)
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    checkDatabase(path)
    return await open(path, nowMs)
  } catch (error) {
    throw sayStoreFault(path, error)
  }
}

const open = async (path: string, nowMs: number): Promise<OpenDatabase> => {
  const sqlite = openConnection(path)
  try {
    // SQLite opens what it may not write for reading alone, and would say so at the first message. This writes, and changes nothing.
    sqlite.pragma('user_version = 0')
    const statements = keepStatements(sqlite)
    const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(sqlite, statements) }) })
    await migrate(kysely as unknown as Kysely<unknown>, migrations, nowMs)
    statements.forget()
    const writes = sqlite.memory ? writeInTurn(sqlite) : writeInThread(path)
    return {
      kysely,
      writes,
      async close() {
        // First: whoever closes last empties the write-ahead log into the database.
        await writes.close()
        await kysely.destroy()
      },
    }
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/**
 * A transaction that begins by reading could not go on to write once the other connection has written: it takes its turn as a writer
 * from the start. And when one fails for the disk (full, I/O error) SQLite may roll it back by itself (sqlite.org/lang_transaction.html
 * §3.1). Kysely rolls back as well, and the fault of that, that there is nothing to roll back, would hide why it failed.
 */
const forKysely = (sqlite: Database.Database, statements: KeptStatements): SqliteDatabase => ({
  prepare: text => statements.prepare(statementFor(text, sqlite.inTransaction)),
  close: () => void sqlite.close(),
})

const statementFor = (text: string, isInTransaction: boolean): string => {
  if (text === 'begin') return 'begin immediate'
  return text === 'rollback' && !isInTransaction ? 'select 1' : text
}
