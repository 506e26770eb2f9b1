import type { AccountRates } from './accountRates.ts'
import type { CatchUp } from './catchUp.ts'
import type { SyncSocket } from './hotDocument.ts'
import { readMessage } from './readMessage.ts'
import type { ReceivePresence } from './receivePresence.ts'
import type { ReceiveUpdate } from './receiveUpdate.ts'
import type { SyncParts } from './syncParts.ts'

export interface ReceiveFrameParts extends SyncParts {
  readonly rates: AccountRates
  readonly receiveUpdate: ReceiveUpdate
  readonly receivePresence: ReceivePresence
  readonly catchUp: CatchUp
}

/** @param frame untrusted. @param isBinary `false` for a text frame, of which the protocol has none. */
export type ReceiveFrame = (socket: SyncSocket, frame: Uint8Array, isBinary: boolean) => void

/** Reads what one socket says and hands it to who answers. Whatever is wrong with it ends that socket and touches nothing else. */
export const makeReceiveFrame = (parts: ReceiveFrameParts): ReceiveFrame => {
  const { receiveUpdate, receivePresence, catchUp, rates, limits, log, steadyMs } = parts
  const refuse = (socket: SyncSocket, kind: string) => {
    log.warn({ document: socket.document.name, account: socket.identity.account, kind }, 'frame refused')
    socket.outlet.close('refused')
  }
  return (socket, frame, isBinary) => {
    if (!socket.outlet.isOpen) return
    const nowMs = steadyMs()
    socket.heardMs = nowMs
    const owedMs = rates.of(socket.identity.account, nowMs).count(frame.length, nowMs)
    socket.intake.count(frame.length, nowMs, owedMs)
    if (!isBinary) return refuse(socket, 'frame-text')
    const message = readMessage(frame)
    if (!message.ok) return refuse(socket, message.error.kind)
    switch (message.value.type) {
      case 'update':
        return receiveUpdate(socket, message.value.update)
      case 'step1':
        if (!socket.step1s.take(1, nowMs)) return socket.outlet.close('overload')
        return catchUp.answer(socket, message.value.stateVector)
      case 'awareness':
        return receivePresence(socket, message.value.entries)
      case 'query-awareness':
        return receivePresence.answer(socket)
      case 'stray':
        if (++socket.strayFrames > limits.strayFrames) refuse(socket, 'frame-stray')
    }
  }
}
