import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { findLostCommits } from './findLostCommits.ts'

/**
 * Databases up to this size are looked through at every start: 0.35 s a GB from the system's memory, 7 s a GB from a slow disk
 * after a reboot. Larger ones would keep people out for longer than damage is likely; the operator checks those (docs/operating.md).
 */
export const maxCheckedBytes = 1024 * 1024 * 1024

/** Damage found before anything was written: its `code` makes it a `database-damaged` fault. */
export class DatabaseDamaged extends Error {
  readonly code = 'SQLITE_CORRUPT'
}

/**
 * Looks through a database file before it is opened for writing, which would fold the write-ahead log into it. Going on with damaged
 * pages would spread them: compaction writes what it could read in the place of what was there.
 *
 * @throws DatabaseDamaged, naming the file; or SQLite's own error where the file is no database at all.
 */
export const checkDatabase = (path: string): void => {
  if (!existsSync(path)) return
  const lost = findLostCommits(`${path}-wal`)
  if (lost > 0)
    throw new DatabaseDamaged(`${path}-wal is damaged in the middle: ${lost} transactions after it would be lost`)
  if (statSync(path).size > maxCheckedBytes) return
  const database = new Database(path, { readonly: true })
  try {
    const [found] = database.pragma('quick_check(1)') as { quick_check: string }[]
    if (found?.quick_check !== 'ok') throw new DatabaseDamaged(`${path}: ${found?.quick_check ?? 'no answer'}`)
  } finally {
    database.close()
  }
}
