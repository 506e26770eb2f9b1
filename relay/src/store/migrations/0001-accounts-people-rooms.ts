import { sql } from 'kysely'
import type { Migration } from '../migration.ts'

/** Accounts with their locks and sessions, connections, rooms with members and markers. */
export const accountsPeopleRooms: Migration = {
  name: '0001-accounts-people-rooms',
  async up(database) {
    const { schema } = database
    await schema
      .createTable('accounts')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('handle', 'text', column => column.notNull())
      .addColumn('handle_key', 'text', column => column.notNull().unique())
      .addColumn('nickname', 'text', column => column.notNull())
      .addColumn('agreement', 'text', column => column.notNull())
      .addColumn('agreement_signature', 'text', column => column.notNull())
      .addColumn('registration_record', 'text', column => column.notNull())
      .addColumn('vault', 'text', column => column.notNull())
      .addColumn('recovery_key', 'text', column => column.notNull())
      .addColumn('created_ms', 'bigint', column => column.notNull())
      .execute()
    await schema
      .createTable('locks')
      .addColumn('account', 'text', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('public_key', 'text', column => column.notNull())
      .addColumn('sealed_vault_key', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('locks_key', ['account', 'kind'])
      .execute()
    await schema
      .createTable('sessions')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('token_hash', 'text', column => column.notNull().unique())
      .addColumn('account', 'text', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('device', 'text', column => column.notNull())
      .addColumn('created_ms', 'bigint', column => column.notNull())
      .addColumn('last_used_ms', 'bigint', column => column.notNull())
      .execute()
    await schema.createIndex('sessions_of_account').on('sessions').column('account').execute()
    await schema
      .createTable('retired_handles')
      .addColumn('digest', 'text', column => column.primaryKey())
      .addColumn('until_ms', 'bigint', column => column.notNull())
      .execute()
    await schema
      .createTable('rooms')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('nonce', 'text', column => column.notNull())
      .addColumn('founders', 'text', column => column.notNull())
      .addColumn('created_ms', 'bigint', column => column.notNull())
      .execute()
    await schema
      .createTable('members')
      .addColumn('room', 'text', column => column.notNull().references('rooms.id').onDelete('cascade'))
      .addColumn('account', 'text', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('joined_ms', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('members_key', ['room', 'account'])
      .execute()
    await schema.createIndex('members_by_account').on('members').column('account').execute()
    await schema
      .createTable('markers')
      .addColumn('room', 'text', column => column.notNull().references('rooms.id').onDelete('cascade'))
      .addColumn('account', 'text', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('sealed', 'text', column => column.notNull())
      .addPrimaryKeyConstraint('markers_key', ['room', 'account'])
      .execute()
    await schema.createIndex('markers_by_account').on('markers').column('account').execute()
    await schema
      .createTable('connections')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('kind', 'text', column => column.notNull())
      .addColumn('asker', 'text', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('asked', 'text', column => column.notNull().references('accounts.id').onDelete('cascade'))
      .addColumn('pair', 'text', column => column.notNull())
      .addColumn('nonce', 'text', column => column.notNull())
      .addColumn('crossing_nonce', 'text')
      .addColumn('state', 'text', column => column.notNull())
      .addColumn('room', 'text')
      .addColumn('created_ms', 'bigint', column => column.notNull())
      .addColumn('updated_ms', 'bigint', column => column.notNull())
      .addUniqueConstraint('connections_request', ['asker', 'asked', 'nonce'])
      .execute()
    await schema.createIndex('connections_by_asked').on('connections').column('asked').execute()
    // Two crossing requests in the same instant: the database itself lets only one of them open.
    await schema
      .createIndex('connections_open_pair')
      .unique()
      .on('connections')
      .column('pair')
      .where(sql.ref('state'), 'in', [sql.lit('requested'), sql.lit('accepted')])
      .execute()
  },
}
