import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sayStoreFault } from './sayStoreFault.ts'
import { storeFaultOf } from './storeFault.ts'

/** Held from here as well: a lock whose holder is garbage-collected would be let go of without a word. */
const held = new Set<Database.Database>()

/**
 * Holds a data folder for this process alone. Two relays on one folder would each compact away what only the other has admitted:
 * messages that were acknowledged would be gone. A transaction that is never committed, in a database of its own, is the lock: the
 * system lets go of it however the process ends, and no stale file can keep the next start out.
 * @returns how to let go.
 * @throws at start-up where another process holds the folder, or where it cannot be written.
 */
export const lockFolder = (dataDir: string): (() => void) => {
  let lock: Database.Database | null = null
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    lock = new Database(join(dataDir, 'lock.sqlite'), { timeout: 0 })
    lock.exec('begin exclusive')
  } catch (cause) {
    lock?.close()
    if (storeFaultOf(cause) !== 'busy') throw sayStoreFault(dataDir, cause)
    throw new Error(
      `Another relay is running on the folder ${dataDir}. Stop it first, or give this one its own DATA_DIR.`,
      { cause },
    )
  }
  const holder = lock
  held.add(holder)
  return () => {
    held.delete(holder)
    holder.close()
  }
}
