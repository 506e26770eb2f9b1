import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely'
import { checkDatabase } from './checkDatabase.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { sayStoreFault } from './sayStoreFault.ts'
import type { Tables } from './schema.ts'

/**
 * An open database. Kysely keeps one connection and queues what wants it, so a transaction holds everybody else up: await
 * nothing but queries inside one. `sqlite` is that same connection, for pragmas, checkpoints and hot paths; use it only where
 * no kysely transaction can be under way, which is so at the start of every turn of the event loop (the driver is synchronous, so
 * a transaction of queries alone begins and ends within one turn's microtasks).
 */
export interface OpenDatabase {
  readonly kysely: Kysely<Tables>
  readonly sqlite: Database.Database
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
  const sqlite = new Database(path)
  try {
    // Readers never wait for the writer; FULL fsyncs each commit: "kept" means that a power cut does not take it back.
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    // What was erased is overwritten with zeros, not left in free pages (promise C5).
    sqlite.pragma('secure_delete = ON')
    // A backup tool may hold the file for a moment; longer than 5 s is a fault worth an error.
    sqlite.pragma('busy_timeout = 5000')
    const kysely = new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(sqlite) }) })
    await migrate(kysely as unknown as Kysely<unknown>, migrations, nowMs)
    return { kysely, sqlite, close: () => kysely.destroy() }
  } catch (error) {
    sqlite.close()
    throw error
  }
}

/**
 * When a transaction fails for the disk (full, I/O error) SQLite may roll it back by itself (sqlite.org/lang_transaction.html §3.1).
 * Kysely rolls back as well, and the fault of that, that there is nothing to roll back, would hide why it failed.
 */
const forKysely = (sqlite: Database.Database): SqliteDatabase => ({
  prepare: text => sqlite.prepare(text === 'rollback' && !sqlite.inTransaction ? 'select 1' : text) as SqliteStatement,
  close: () => void sqlite.close(),
})
