import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { makeSignal } from '../signal/makeSignal.ts'
import type { AnswerSync } from './answerSync.ts'
import { makeSocketRegistry } from './socketRegistry.ts'
import { makeSync } from './makeSync.ts'
import { syncLimits } from './syncLimits.ts'
import type { SyncDeps } from './syncParts.ts'
import { makeUpgradeSocket } from './upgradeSocket.ts'

export interface SocketsDeps extends SyncDeps {
  /** @param origin untrusted: the `Origin` header; `null` where there is none. */
  isOriginAllowed(origin: string | null): boolean
}

/** Everything of the relay that speaks WebSocket. */
export interface Sockets {
  /** For `server.on('upgrade', …)` of a Node HTTP server. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void
  readonly answerSync: AnswerSync
  forgetRoom(room: RoomId): Promise<void>
  scrubSoon(): void
  /**
   * Takes no more sockets, writes and acknowledges what has arrived, closes every socket with 4503 and waits for them to go: 4 s
   * at most, all in all.
   * @returns whether everything admitted is on the disk; what is not was never acknowledged, and its writers still have it.
   */
  close(): Promise<boolean>
}

const settleMs = 2500
const goodbyeMs = 1500

export const makeSockets = (deps: SocketsDeps): Sockets => {
  const limits = { ...syncLimits, ...deps.limits }
  const registry = makeSocketRegistry(deps.membership, limits)
  const sync = makeSync(deps, registry)
  const signal = makeSignal(deps, registry)
  let isStopping = false
  const upgrade = makeUpgradeSocket({
    isOriginAllowed: deps.isOriginAllowed,
    isOpen: () => !isStopping && registry.size < limits.socketsOfRelay,
    sync,
    signal,
  })
  return {
    upgrade,
    answerSync: sync.answerSync,
    forgetRoom: sync.forgetRoom,
    scrubSoon: sync.scrubSoon,
    async close() {
      isStopping = true
      const isKept = await sync.settle(settleMs)
      const gone = registry.emptied()
      registry.closeAll('stopping')
      await withinMs(gone, goodbyeMs)
      registry.cutAll()
      registry.end()
      signal.end()
      sync.end()
      return isKept
    },
  }
}

const withinMs = async (promise: Promise<void>, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([promise, new Promise<void>(resolve => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}
