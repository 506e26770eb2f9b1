/**
 * The least a relay can be: whatever comes goes to everybody else on the same path. No check, no disk, and no sync but one: who
 * asks for everything gets all that was said, as one frame that was put together once.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { WebSocketServer, type WebSocket } from 'ws'
import { serveSystem } from './serveSystem.ts'

interface Loop {
  readonly sockets: Set<WebSocket>
  said: Buffer[]
}

serveSystem(async () => {
  const loops = new Map<string, Loop>()
  const loopAt = (path: string): Loop => {
    const loop = loops.get(path) ?? { sockets: new Set(), said: [] }
    loops.set(path, loop)
    return loop
  }
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
  server.on('connection', (socket, { url = '' }) => {
    const [path = '', query] = url.split('?')
    const loop = loopAt(path)
    if (query !== undefined && loop.said.length > 0) {
      loop.said = [Buffer.concat(loop.said)]
      for (const all of loop.said) socket.send(all)
    }
    loop.sockets.add(socket)
    socket.on('close', () => loop.sockets.delete(socket))
    socket.on('message', (data: Buffer) => {
      loop.said.push(data)
      for (const other of loop.sockets) if (other !== socket) other.send(data)
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
