import * as Y from 'yjs'
import { encodeStep1 } from './encodeMessage.ts'
import type { SyncSocket } from './hotDocument.ts'
import type { SyncParts } from './syncParts.ts'

/** Asks a socket for everything the relay does not have (step 1). */
export interface AskMissing {
  (socket: SyncSocket): void
  /** Asks now those who were due while it was too soon. */
  due(socket: SyncSocket): void
}

/** At most once in `askAgainMs` for a socket: a hundred updates that miss the same thing are one question. None is forgotten. */
export const makeAskMissing = ({ limits, steadyMs }: SyncParts): AskMissing => {
  const ask = (socket: SyncSocket) => {
    const nowMs = steadyMs()
    socket.mustAsk = nowMs - socket.askedMs < limits.askAgainMs
    if (socket.mustAsk) return
    socket.askedMs = nowMs
    socket.outlet.send(encodeStep1(Y.encodeStateVector(socket.document.log.doc)))
  }
  return Object.assign(ask, {
    due(socket: SyncSocket) {
      if (socket.mustAsk) ask(socket)
    },
  })
}
