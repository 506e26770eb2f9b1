/**
 * y-websocket's own server: documents in memory, no accounts, no checks. With YPERSISTENCE set it also writes every update to a
 * LevelDB in that folder, after it has sent it on.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setupWSConnection } from '@y/websocket-server/utils'
import { WebSocketServer } from 'ws'
import { serveSystem } from './serveSystem.ts'

serveSystem(async () => {
  const server = createServer()
  const sockets = new WebSocketServer({ server, perMessageDeflate: false })
  sockets.on('connection', setupWSConnection)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets.clients) socket.terminate()
      server.close()
    },
  }
})
