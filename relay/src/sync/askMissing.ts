import type { EncodeState } from './encodeState.ts'
import type { SyncSocket } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'

/** Asks a socket for everything the relay does not have (step 1). */
export interface AskMissing {
  (socket: SyncSocket): void
  /** Asks now those who were due while it was too soon. */
  due(socket: SyncSocket): void
}

/** At most once in `askAgainMs` for a socket: a hundred updates that miss the same thing are one question. None is forgotten. */
export const makeAskMissing = ({ limits, steadyMs }: SyncParts, encodeState: EncodeState): AskMissing => {
  const ask = (socket: SyncSocket) => {
    const nowMs = steadyMs()
    socket.mustAsk = nowMs - socket.askedMs < limits.askAgainMs
    if (socket.mustAsk) return
    socket.askedMs = nowMs
    socket.outlet.send(encodeState(socket.document))
  }
  return Object.assign(ask, {
    due(socket: SyncSocket) {
      if (socket.mustAsk) ask(socket)
    },
  })
}
