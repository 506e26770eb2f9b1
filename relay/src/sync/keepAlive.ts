import { encodeAwareness } from './encodeMessage.ts'
import type { SyncSocket } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'

/** How often the relay looks after its sockets and documents: one timer for all of them. */
export const tickMs = 1000

const empty = encodeAwareness([])

/**
 * Keeps one socket alive, or finds out that it is not. An empty awareness update is what y-websocket takes for a sign of life (a ping
 * is answered by the browser, which never tells it). A socket that was long not heard is pinged; one that has not answered by twice
 * that time is cut: it belongs to a phone that went without a word. So is one that takes nothing of a backlog: it would not read a
 * close code either, and what waits for it goes at once.
 */
export const keepAlive = (socket: SyncSocket, { limits, steadyMs }: Pick<SyncParts, 'limits' | 'steadyMs'>): void => {
  const nowMs = steadyMs()
  const unheardMs = nowMs - socket.heardMs
  if (unheardMs > 2 * limits.unheardMs) return socket.outlet.cut()
  if (unheardMs > limits.unheardMs) socket.outlet.ping()
  if (socket.pieceSinceMs > 0 && nowMs - socket.pieceSinceMs > limits.stalledMs) return socket.outlet.cut()
  if (nowMs - socket.outlet.sentMs >= limits.silenceMs) socket.outlet.send(empty)
}
