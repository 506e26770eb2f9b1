/**
 * A chat of sixty lines, as Socket.IO's tutorial builds one: a message is written to SQLite in a transaction of its own (WAL, fsync),
 * sent on, and then its writer is told. No accounts, no checks; whoever connects gets what was said since.
 */
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { Server } from 'socket.io'
import * as v from 'valibot'
import { serveSystem } from './serveSystem.ts'

/** The room somebody wants to be in, and how many of its messages they have. */
const Joining = v.object({ room: v.string(), has: v.number() })

serveSystem(async () => {
  const db = new Database(join(mkdtempSync(join(tmpdir(), 'socketio-')), 'chat.sqlite'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('CREATE TABLE messages (id INTEGER PRIMARY KEY, room TEXT NOT NULL, content BLOB NOT NULL)')
  db.exec('CREATE INDEX of_room ON messages (room, id)')
  const insert = db.prepare<[string, Buffer]>('INSERT INTO messages (room, content) VALUES (?, ?)')
  const since = db.prepare<[string, number], { content: Buffer }>(
    'SELECT content FROM messages WHERE room = ? ORDER BY id LIMIT -1 OFFSET ?',
  )
  const server = createServer()
  const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false })
  io.on('connection', socket => {
    const { room, has } = v.parse(Joining, socket.handshake.auth)
    void socket.join(room)
    for (const { content } of since.iterate(room, has)) socket.emit('message', content)
    socket.emit('synced')
    socket.on('message', (content: Buffer, kept: () => void) => {
      insert.run(room, content)
      socket.to(room).emit('message', content)
      kept()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, close: () => io.close() }
})
