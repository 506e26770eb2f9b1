/**
 * hocuspocus as it comes, with the statements of its own SQLite extension on the same better-sqlite3 as ours: a whole document is
 * written 2 to 10 s after it changed.
 */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database as DatabaseExtension } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'
import Database from 'better-sqlite3'
import { serveSystem } from './serveSystem.ts'

serveSystem(async () => {
  const db = new Database(join(mkdtempSync(join(tmpdir(), 'hocuspocus-')), 'db.sqlite'))
  db.exec('CREATE TABLE documents (name varchar(255) NOT NULL, data blob NOT NULL, UNIQUE(name))')
  const select = db.prepare<[string], { data: Buffer }>('SELECT data FROM documents WHERE name = ?')
  const upsert = db.prepare<[string, Uint8Array]>(
    'INSERT INTO documents (name, data) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET data = excluded.data',
  )
  const storage = new DatabaseExtension({
    fetch: async ({ documentName }) => select.get(documentName)?.data ?? null,
    store: async ({ documentName, state }) => void upsert.run(documentName, state),
  })
  const server = new Server({
    port: 0,
    address: '127.0.0.1',
    quiet: true,
    stopOnSignals: false,
    websocketOptions: { perMessageDeflate: false },
    extensions: [storage],
  })
  await server.listen()
  return { port: server.address.port, close: () => server.destroy() }
})
