import Database from 'better-sqlite3'

/** Opens one connection as every connection of the relay is set. @throws what SQLite throws. */
export const openConnection = (path: string): Database.Database => {
  const sqlite = new Database(path)
  try {
    // Readers never wait for the writer; FULL fsyncs each commit: "kept" means that a power cut does not take it back.
    sqlite.pragma('journal_mode = WAL')
    sqlite.pragma('synchronous = FULL')
    sqlite.pragma('foreign_keys = ON')
    // What was erased is overwritten with zeros, not left in free pages (promise C5).
    sqlite.pragma('secure_delete = ON')
    // The other connection, or a backup tool, may hold the file for a moment; longer than 5 s is a fault worth an error.
    sqlite.pragma('busy_timeout = 5000')
    return sqlite
  } catch (error) {
    sqlite.close()
    throw error
  }
}
