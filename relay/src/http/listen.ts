import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { createAdaptorServer } from '@hono/node-server'
import type { App } from './mount.ts'

/** A server that listens. */
export interface Listening {
  readonly port: number
  /** Takes nothing new, waits for answers under way for `withinMs`, then cuts what is left. */
  close(withinMs: number): Promise<void>
}

/**
 * @param host `null`: every address of the machine, IPv6 and IPv4 where there are both.
 * @throws where the port is taken or not allowed, or the address is not this machine's: start-up ends with it.
 */
export const listen = (
  app: App,
  {
    port,
    host,
    maxConnections,
  }: { readonly port: number; readonly host: string | null; readonly maxConnections: number },
  upgrade: (request: IncomingMessage, stream: Duplex, head: Buffer) => void,
): Promise<Listening> => {
  // Without `createServer` the adapter makes a plain HTTP/1.1 server; its type covers all three kinds.
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.maxConnections = maxConnections
  // Whoever dawdles over headers or a body of 64 KiB holds a connection for nothing (slowloris).
  server.headersTimeout = 20_000
  server.requestTimeout = 60_000
  server.on('upgrade', upgrade)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, ...(host === null ? {} : { host }) }, () => {
      server.off('error', reject)
      resolve({ port: (server.address() as AddressInfo).port, close: withinMs => closeServer(server, withinMs) })
    })
  })
}

const closeServer = async (server: Server, withinMs: number): Promise<void> => {
  const closed = new Promise<void>(resolve => void server.close(() => resolve()))
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), withinMs)
  await closed
  clearTimeout(timer)
}
