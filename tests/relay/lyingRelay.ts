import type { AddressInfo } from 'node:net'
import { WebSocket, WebSocketServer } from 'ws'

/** What the relay does with a frame: pass it on, twice, later, changed, or not at all. */
export type Treat = (frame: Uint8Array, pass: (frame: Uint8Array) => void) => void

export interface LyingRelay {
  /** Where clients take it for the relay. */
  readonly url: string
  /** What clients are told, from now on. */
  tell: Treat
  /** What the store behind hears of clients, from now on. */
  hear: Treat
  /** Says something of its own to everybody connected. */
  say(frame: Uint8Array): void
  /** Every frame told so far, as it came from the store. */
  readonly told: readonly Uint8Array[]
  /** From now on another relay stands behind; whoever is connected has to come again. */
  moveTo(address: string): void
  /** Cuts everybody off; they come again by themselves. */
  cut(): void
  close(): Promise<void>
}

export const honestly: Treat = (frame, pass) => pass(frame)

/**
 * For tests: a relay whose operator lies. A real one stands behind it, so that whatever is not a lie is as ever; it has no keys of
 * anybody, as no relay has.
 */
export const openLyingRelay = async (behind: string): Promise<LyingRelay> => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await new Promise(resolve => server.once('listening', resolve))
  const clients = new Set<WebSocket>()
  const told: Uint8Array[] = []
  let address = behind
  const relay = {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tell: honestly,
    hear: honestly,
    told,
    say: (frame: Uint8Array) => clients.forEach(client => client.send(frame)),
    moveTo: (next: string) => {
      address = next
      relay.cut()
    },
    cut: () => clients.forEach(client => client.terminate()),
    close: async () => {
      relay.cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
  server.on('connection', (client, { url = '', headers: { authorization = '' } }) => {
    clients.add(client)
    const store = new WebSocket(address + url, { headers: { authorization } })
    const early: Uint8Array[] = []
    const toStore = (frame: Uint8Array): void => {
      if (store.readyState === store.CONNECTING) early.push(frame)
      else if (store.readyState === store.OPEN) store.send(frame)
    }
    store.on('open', () => early.splice(0).forEach(frame => store.send(frame)))
    store.on('message', (frame: Buffer) => {
      told.push(frame)
      relay.tell(frame, treated => client.readyState === client.OPEN && client.send(treated))
    })
    client.on('message', (frame: Buffer) => relay.hear(frame, toStore))
    store.on('error', () => client.terminate())
    store.on('close', code => client.close(code >= 4000 || code === 1000 ? code : 4503))
    client.on('close', () => {
      clients.delete(client)
      store.terminate()
    })
  })
  return relay
}
