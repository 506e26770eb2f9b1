/** Tables of the document logs (documentStore.ts). */
// oxlint-disable-next-line typescript/no-empty-interface -- the tables come with the migration of documents
export interface DocumentTables {}
