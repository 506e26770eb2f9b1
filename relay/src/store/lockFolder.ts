import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/** Held from here as well: a lock whose holder is garbage-collected would be let go of without a word. */
const held = new Set<Database.Database>()

/**
 * Holds a data folder for this process alone. Two relays on one folder would each compact away what only the other has admitted:
 * messages that were acknowledged would be gone. A transaction that is never committed, in a database of its own, is the lock: the
 * system lets go of it however the process ends, and no stale file can keep the next start out.
 * @returns how to let go.
 * @throws at start-up where another process holds the folder.
 */
export const lockFolder = (dataDir: string): (() => void) => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = new Database(join(dataDir, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    throw new Error(
      `Another relay is running on the folder ${dataDir}. Stop it first, or give this one its own DATA_DIR.`,
      {
        cause,
      },
    )
  }
  held.add(lock)
  return () => {
    held.delete(lock)
    lock.close()
  }
}
