import type { IncomingMessage } from 'node:http'
import { parseDocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { WebSocket } from 'ws'
import type { SocketRegistry } from '../sync/socketRegistry.ts'
import type { SyncDeps } from '../sync/syncParts.ts'
import { openSignalSocket } from './openSignalSocket.ts'
import { makeReceiveSignal, type SignalSocket } from './receiveSignal.ts'
import { signalLimits } from './signalLimits.ts'
import { makeTopics } from './topics.ts'

/** Where members' devices find each other. */
export interface Signal {
  /** Takes over a fresh WebSocket on `/signal`; its origin has been checked. */
  accept(request: IncomingMessage, socket: WebSocket): void
  end(): void
}

export type SignalDeps = Pick<SyncDeps, 'authentication' | 'membership' | 'now' | 'steadyMs' | 'log'>

export const makeSignal = (deps: SignalDeps, registry: SocketRegistry): Signal => {
  const topics = makeTopics<SignalSocket>()
  /** Whether each socket has answered since it was last asked. */
  const answered = new Map<SignalSocket, boolean>()
  const parts = {
    ...deps,
    now: () => deps.now(),
    registry,
    receive: makeReceiveSignal(topics, deps.membership, () => deps.now()),
    opened: (socket: SignalSocket) => void answered.set(socket, true),
    heard: (socket: SignalSocket) => void (answered.has(socket) && answered.set(socket, true)),
    closed(socket: SignalSocket) {
      answered.delete(socket)
      topics.leave(socket)
    },
    lost(socket: SignalSocket, room: string) {
      for (const topic of topics.of(socket))
        if (parseDocumentName(topic)?.room === room) topics.unsubscribe(socket, topic)
    },
  }
  const timer = setInterval(() => {
    for (const [socket, hasAnswered] of answered) {
      if (!hasAnswered) socket.outlet.cut()
      else {
        answered.set(socket, false)
        socket.outlet.ping()
      }
    }
  }, signalLimits.pingMs)
  timer.unref()
  return {
    accept(request, socket) {
      openSignalSocket(request, socket, parts).catch((error: unknown) => {
        deps.log.error({ error: String(error) }, 'a signaling socket could not be opened')
        socket.close(1011)
      })
    },
    end: () => clearInterval(timer),
  }
}
