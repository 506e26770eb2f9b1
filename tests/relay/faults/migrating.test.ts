import { equal } from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { test } from 'vitest'
import { databaseFile } from '../../../relay/src/store/database.ts'
import { migrations } from '../../../relay/src/store/migrations/index.ts'
import { startChildRelay } from './childRelay.ts'
import { newFolder } from './newFolder.ts'
import { openHousehold } from './openStreet.ts'

const program = fileURLToPath(new URL('killedMigration.ts', import.meta.url))
const namesIn = (folder: string): readonly string[] => {
  const database = new Database(join(folder, databaseFile))
  try {
    return database
      .prepare<[], { name: string }>('select name from applied_migrations order by number')
      .all()
      .map(row => row.name)
  } finally {
    database.close()
  }
}

test.each(migrations.map(({ name }, step) => ({ name, step })))(
  '[O1] killed in the middle of $name, the next start does the whole step',
  async ({ step }) => {
    const folder = newFolder('migrating')
    const died = spawnSync(process.execPath, [program, folder, String(step)])
    equal(died.signal, 'SIGKILL', died.stderr.toString())
    equal(namesIn(folder).length, step)
    const relay = await startChildRelay({ dataDir: folder })
    await openHousehold(relay)
    equal((await relay.end('SIGTERM')).code, 0)
    equal(namesIn(folder).join(), migrations.map(({ name }) => name).join())
  },
)
