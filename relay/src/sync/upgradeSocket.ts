import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { maxFrameBytes, signalPath, syncPath, ticketProtocolPrefix } from '@sarangbang/shared/api/socket.ts'
import { WebSocketServer, type WebSocket } from 'ws'
import { maxSignalFrameBytes } from '../signal/signalLimits.ts'

export interface UpgradeParts {
  /** @param origin untrusted: the `Origin` header; `null` where there is none. */
  isOriginAllowed(origin: string | null): boolean
  /** `false` when the relay is full or stopping. */
  isOpen(): boolean
  readonly sync: Accept
  readonly signal: Accept
}
interface Accept {
  accept(request: IncomingMessage, socket: WebSocket): void
}

/** Handles the `upgrade` event of a Node HTTP server. */
export type UpgradeSocket = (request: IncomingMessage, stream: Duplex, head: Buffer) => void

/**
 * The one door for WebSockets. Before the handshake only what a page of ours never meets is refused, by HTTP status: an unknown path
 * (404), a foreign origin (403), a full relay (503). Everything else is a close code after it (openSyncSocket). No compression: what
 * we carry is ciphertext, and prepared frames need the plain format.
 */
export const makeUpgradeSocket = (parts: UpgradeParts): UpgradeSocket => {
  const server = (maxPayload: number) =>
    new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload,
      // A browser gives the connection up when a protocol it offered is not answered.
      handleProtocols: protocols => [...protocols].find(name => name.startsWith(ticketProtocolPrefix)) ?? false,
    })
  const syncServer = server(maxFrameBytes)
  const signalServer = server(maxSignalFrameBytes)

  return (request, stream, head) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? ''
    const door = path.startsWith(syncPath)
      ? ([syncServer, parts.sync] as const)
      : path === signalPath
        ? ([signalServer, parts.signal] as const)
        : null
    if (!door) return refuse(stream, '404 Not Found')
    if (!parts.isOriginAllowed(request.headers.origin ?? null)) return refuse(stream, '403 Forbidden')
    if (!parts.isOpen()) return refuse(stream, '503 Service Unavailable')
    const [server, { accept }] = door
    server.handleUpgrade(request, stream, head, socket => accept(request, socket))
  }
}

const refuse = (stream: Duplex, status: string): void => {
  // Whoever is refused may be gone already; there is nobody to tell.
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
