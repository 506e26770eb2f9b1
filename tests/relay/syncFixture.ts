import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeCodes } from '@sarangbang/shared/api/socket.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok } from '@sarangbang/shared/result.ts'
import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { alice, bob, openMember, type LogMember } from '@sarangbang/shared/room/logMember.fixture.ts'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import type { Revocation } from '../../relay/src/rooms/membership.ts'
import { openDatabase } from '../../relay/src/store/database.ts'
import type { DocumentStore } from '../../relay/src/store/documentStore.ts'
import { documentsInSqlite } from '../../relay/src/store/documentsInSqlite.ts'
import { makeSockets, type Sockets } from '../../relay/src/sync/makeSockets.ts'
import type { SyncLimits } from '../../relay/src/sync/syncLimits.ts'

/** For tests: the relay's sockets on a real server and a real database, with sessions that are plain words. */

export const month = 'AAAAAAAAAAAAAAAAAAAAAA.2026-05' as DocumentName
export const origin = 'https://chat.example.org'
/** It is the 20th of May 2026, and time goes on as it does. */
const offsetMs = Date.UTC(2026, 4, 20) - Date.now()
export const now = () => Date.now() + offsetMs

export interface SyncRelayOptions {
  readonly folder?: string
  readonly limits?: Partial<SyncLimits>
  readonly steadyMs?: () => number
  readonly wrapStore?: (store: DocumentStore) => DocumentStore
  /** Awaited between finding a session and saying so. */
  readonly slowly?: () => Promise<void>
  /** Everybody in every room; alice and bob unless said otherwise. */
  readonly members?: readonly AccountId[]
}

export interface SyncRelay {
  readonly url: string
  readonly folder: string
  readonly sockets: Sockets
  readonly store: DocumentStore
  readonly lines: readonly { readonly level: string; readonly message: string; readonly facts: object }[]
  readonly positions: readonly { readonly document: DocumentName; readonly position: number }[]
  readonly health: readonly boolean[]
  revoke(revocation: Revocation): void
  /** Stops as on SIGTERM. */
  stop(): Promise<boolean>
  /** Stops, and removes the folder. */
  close(): Promise<void>
}

export const openSyncRelay = async (options: SyncRelayOptions = {}): Promise<SyncRelay> => {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'sarangbang-sync-'))
  const members = new Set(options.members ?? [alice.account, bob.account])
  const database = await openDatabase(folder, now())
  const store = (options.wrapStore ?? (store => store))(documentsInSqlite(database))
  const lines: { level: string; message: string; facts: object }[] = []
  const positions: { document: DocumentName; position: number }[] = []
  const health: boolean[] = []
  const line = (level: string) => (facts: object, message: string) => void lines.push({ level, message, facts })
  const listeners = new Set<(revocation: Revocation) => void>()
  const sockets = makeSockets({
    store,
    now,
    steadyMs: options.steadyMs ?? (() => performance.now()),
    log: { info: line('info'), warn: line('warn'), error: line('error') },
    ...(options.limits && { limits: options.limits }),
    isOriginAllowed: from => from === null || from === origin,
    publishPosition: (document, position) => void positions.push({ document, position }),
    onStorage: isHealthy => void health.push(isHealthy),
    authentication: {
      /** `<account>.<session>` by bearer, by cookie, or as a ticket. */
      async ofSocket(headers) {
        const said =
          headers.get('authorization')?.replace('Bearer ', '') ??
          headers.get('cookie') ??
          /ticket\.([^,]+)/.exec(headers.get('sec-websocket-protocol') ?? '')?.[1] ??
          ''
        if (said === 'expired') return fail('ticket-expired')
        const [account, session] = said.split('.')
        await options.slowly?.()
        return account && session ? ok({ account: account as AccountId, session }) : fail('unauthenticated')
      },
    },
    membership: {
      canOpen: async (account, document) => members.has(account) && parseDocumentName(document) !== null,
      onRevoked(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
  const server = createServer()
  server.on('upgrade', sockets.upgrade)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  let isStopped = false
  const stop = async () => {
    isStopped = true
    const isKept = await sockets.close()
    await new Promise(resolve => server.close(resolve))
    await database.close()
    return isKept
  }
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    folder,
    sockets,
    store,
    lines,
    positions,
    health,
    stop,
    revoke(revocation) {
      if (revocation.kind === 'member') members.delete(revocation.account)
      for (const listener of listeners) listener(revocation)
    },
    async close() {
      if (!isStopped) await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A person's session, as the fixture's relay takes it. */
export const bearerOf = (person: typeof alice, session = 's1') => ({
  authorization: `Bearer ${person.account}.${session}`,
})

export interface Client extends LogMember {
  readonly provider: WebsocketProvider
  /** What the relay has acknowledged, the maximum by client. */
  readonly kept: ReadonlyMap<number, number>
  /** Texts are sealed; what can be compared is how much there is. */
  readonly count: () => number
  readonly close: () => void
}

/** A stock y-websocket client that writes as a person. */
export const connect = (
  relay: Pick<SyncRelay, 'url'>,
  person: typeof alice,
  { name = month, ack = false, session = 's1', member = openMember(person, name) } = {},
): Client => {
  class Signed extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers: bearerOf(person, session) })
    }
  }
  const provider = new WebsocketProvider(`${relay.url}/sync`, name, member.log.doc, {
    WebSocketPolyfill: Signed as unknown as typeof globalThis.WebSocket,
    disableBc: true,
    params: ack ? { ack: '1' } : {},
  })
  const kept = new Map<number, number>()
  provider.messageHandlers[100] = (_encoder, decoder) => {
    for (let left = readVarUint(decoder); left > 0; left--) {
      const client = readVarUint(decoder)
      kept.set(client, Math.max(kept.get(client) ?? 0, readVarUint(decoder)))
    }
  }
  return { ...member, provider, kept, count: () => member.log.envelopes().length, close: () => provider.destroy() }
}
const readVarUint = (decoder: { arr: Uint8Array; pos: number }): number => {
  let value = 0
  for (let factor = 1; ; factor *= 128) {
    const byte = decoder.arr[decoder.pos++] ?? 0
    value += (byte & 127) * factor
    if (byte < 128) return value
  }
}

/** A socket without a provider: says what it is told, and remembers what it hears. */
export interface RawSocket {
  readonly socket: WebSocket
  readonly frames: readonly Buffer[]
  readonly opened: Promise<void>
  /** The close code, its name where it is one of the table. */
  readonly closed: Promise<number>
  send(...bytes: readonly number[]): void
}
export const openRaw = (address: string, headers: Record<string, string> = {}, protocols: string[] = []): RawSocket => {
  const socket = new WebSocket(address, protocols, { headers })
  const frames: Buffer[] = []
  socket.on('message', data => frames.push(data as Buffer))
  // A refused handshake is an error and a close: the close is what tests look at.
  socket.on('error', () => {})
  return {
    socket,
    frames,
    opened: new Promise(resolve => socket.once('open', resolve)),
    closed: new Promise(resolve => socket.once('close', resolve)),
    send: (...bytes) => socket.send(Uint8Array.from(bytes)),
  }
}
export const codeName = (code: number): string =>
  Object.entries(closeCodes).find(([, value]) => value === code)?.[0] ?? String(code)

/** Waits for a state, and says which when it does not come. */
export const until = (what: string, holds: () => boolean): Promise<void> =>
  vi.waitFor(
    () => {
      if (!holds()) throw new Error(`never came: ${what}`)
    },
    { timeout: 15_000, interval: 5 },
  )

/** Whether any file of the data folder holds these bytes. */
export const isOnDisk = (folder: string, bytes: Buffer): boolean =>
  readdirSync(folder).some(file => readFileSync(join(folder, file)).includes(bytes))
