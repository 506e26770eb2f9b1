/** Dies in the middle of bringing a database up to date: `node killedMigration.ts <folder> <step>`. */
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { databaseFile } from '../../../relay/src/store/database.ts'
import { migrate } from '../../../relay/src/store/migrate.ts'
import { migrations } from '../../../relay/src/store/migrations/index.ts'

const [folder = '', step = '0'] = process.argv.slice(2)
const sqlite = new Database(join(folder, databaseFile))
sqlite.pragma('journal_mode = WAL')
const steps = migrations.map((migration, n) => ({
  name: migration.name,
  async up(database: Kysely<unknown>) {
    await migration.up(database)
    // Everything of this step is done, and none of it committed.
    if (n === Number(step)) process.kill(process.pid, 'SIGKILL')
  },
}))
await migrate(new Kysely({ dialect: new SqliteDialect({ database: sqlite }) }), steps, 0)
