import type { Kysely } from 'kysely'
import type { Migration } from './migration.ts'

interface Applied {
  readonly applied_migrations: { number: number; name: string; applied_ms: number }
}

/**
 * Brings a database to the shape this code knows: every missing step in order, each in a transaction, so that a crash leaves a
 * whole step or none of it.
 * @throws where the database has been through steps this code does not know (a newer relay has used it): starting would damage
 * it. Start-up ends with this message.
 */
export const migrate = async (database: Kysely<unknown>, steps: readonly Migration[], nowMs: number): Promise<void> => {
  const records = database as Kysely<Applied>
  await records.schema
    .createTable('applied_migrations')
    .ifNotExists()
    .addColumn('number', 'integer', column => column.primaryKey())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('applied_ms', 'bigint', column => column.notNull())
    .execute()
  const applied = await records.selectFrom('applied_migrations').selectAll().orderBy('number').execute()
  for (const { number, name } of applied)
    if (steps[number - 1]?.name !== name)
      throw new Error(
        `The database has been used by a newer relay: it knows the step ${name}, this relay does not. ` +
          'Start the newer relay, or restore a backup that was made before.',
      )
  for (const [index, step] of steps.entries()) {
    if (index < applied.length) continue
    await database.transaction().execute(async transaction => {
      await step.up(transaction)
      const record = { number: index + 1, name: step.name, applied_ms: nowMs }
      await (transaction as unknown as Kysely<Applied>).insertInto('applied_migrations').values(record).execute()
    })
  }
}
