import type { Migration } from '../migration.ts'

/**
 * The append-only log of document updates. `autoIncrement`, because a position must never come back after its row is gone: devices
 * compare positions. A rowid table with an index costs half of `WITHOUT ROWID` here.
 */
export const documents: Migration = {
  name: '0002-documents',
  async up(database) {
    const { schema } = database
    await schema
      .createTable('documents')
      .addColumn('id', 'integer', column => column.primaryKey())
      .addColumn('name', 'text', column => column.notNull().unique())
      .addColumn('room', 'text', column => column.notNull())
      .addColumn('erased_at', 'bigint')
      .execute()
    await schema.createIndex('documents_of_room').on('documents').column('room').execute()
    await schema
      .createTable('document_updates')
      .addColumn('seq', 'integer', column => column.primaryKey().autoIncrement())
      .addColumn('document', 'integer', column => column.notNull().references('documents.id').onDelete('cascade'))
      .addColumn('bytes', 'blob', column => column.notNull())
      .execute()
    await schema
      .createIndex('document_updates_of_document')
      .on('document_updates')
      .columns(['document', 'seq'])
      .execute()
  },
}
