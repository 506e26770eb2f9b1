import type { Kysely } from 'kysely'

/**
 * One step of the database's shape. Steps run once each, in order, each in its own transaction; a step that has been released
 * is never changed again. `name` is `NNNN-what`.
 */
export interface Migration {
  readonly name: string
  /** Untyped on purpose: a step speaks of the tables as they were then, not of `Tables` as it is now. */
  up(database: Kysely<unknown>): Promise<void>
}
