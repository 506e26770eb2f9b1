/** The least a relay can be: whatever comes goes to everybody else on the same path. No sync, no check, no disk. */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { serveSystem } from './serveSystem.ts'

serveSystem(async () => {
  const socketsByPath = new Map<string, Set<WebSocket>>()
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (socket, { url = '' }) => {
    const sockets = socketsByPath.get(url) ?? new Set()
    socketsByPath.set(url, sockets.add(socket))
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', data => {
      for (const other of sockets) if (other !== socket) other.send(data)
    })
  })
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
})
