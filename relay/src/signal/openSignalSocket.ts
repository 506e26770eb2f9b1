import type { IncomingMessage } from 'node:http'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { RawData, WebSocket } from 'ws'
import { closeNameOf, identifySocket } from '../sync/identifySocket.ts'
import { makeIntake, type Intake } from '../sync/intake.ts'
import { makeOutlet } from '../sync/outlet.ts'
import type { SocketRegistry } from '../sync/socketRegistry.ts'
import type { SignalDeps } from './makeSignal.ts'
import { readSignalMessage, type SignalMessage } from './readSignalMessage.ts'
import type { ReceiveSignal, SignalSocket } from './receiveSignal.ts'
import { signalLimits } from './signalLimits.ts'

export interface OpenSignalSocketParts extends SignalDeps {
  readonly registry: SocketRegistry
  readonly receive: ReceiveSignal
  opened(socket: SignalSocket): void
  heard(socket: SignalSocket): void
  closed(socket: SignalSocket): void
  lost(socket: SignalSocket, room: RoomId): void
}

/** Takes a fresh WebSocket to signaling once it is known whose it is. @param request untrusted but for its checked origin. */
export const openSignalSocket = async (
  request: IncomingMessage,
  socket: WebSocket,
  parts: OpenSignalSocketParts,
): Promise<void> => {
  const { steadyMs, log, registry } = parts
  const intake = makeIntake(socket, signalLimits, steadyMs())
  intake.hold('opening')
  socket.on('error', error => log.info({ code: 'code' in error ? error.code : error.name }, 'signaling socket error'))
  let opened: SignalSocket | null = null
  const outlet = makeOutlet(socket, request.socket, signalLimits.outgoingBytes, steadyMs, () => {
    intake.end()
    if (opened) parts.closed(opened)
  })
  const lost = new Set<RoomId>()
  const registered = await registry.add(
    () => identifySocket(request.headers, parts.authentication),
    identity => ({
      identity,
      close: outlet.close,
      cut: outlet.cut,
      lost(room) {
        lost.add(room)
        if (opened) parts.lost(opened, room)
      },
    }),
  )
  if (!registered.ok) return outlet.close(closeNameOf[registered.error])
  const { identity, leave } = registered.value
  const reader: SignalSocket = { identity, outlet, lost }
  if (socket.readyState === socket.CLOSED) return leave()
  socket.once('close', leave)
  if (!outlet.isOpen) return
  opened = reader
  parts.opened(reader)
  const take = oneByOne(intake, log, message => parts.receive(reader, message))
  let strayFrames = 0
  socket.on('pong', () => parts.heard(reader))
  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!outlet.isOpen) return
    parts.heard(reader)
    const text = Buffer.isBuffer(data) ? data.toString() : ''
    intake.count(text.length, steadyMs())
    const message = readSignalMessage(text)
    if (message.ok && !isBinary) take(message.value)
    else if (isBinary || (!message.ok && message.error.kind === 'signal-malformed')) outlet.close('refused')
    else if (++strayFrames > signalLimits.strayFrames) outlet.close('refused')
  })
  intake.release('opening')
}

/** Messages of one socket in their order, though some wait for the store; the socket is not read while too many wait. */
const oneByOne = (intake: Intake, log: SignalDeps['log'], receive: (message: SignalMessage) => Promise<void>) => {
  let last = Promise.resolve()
  let waiting = 0
  return (message: SignalMessage): void => {
    if (++waiting > signalLimits.waitingMessages) intake.hold('admission')
    last = last
      .then(() => receive(message))
      // The store did not answer: as if the message had not come. y-webrtc subscribes again when it connects again.
      .catch((error: unknown) => log.warn({ error: String(error) }, 'a signaling message was not answered'))
      .finally(() => {
        if (--waiting <= signalLimits.waitingMessages / 2) intake.release('admission')
      })
  }
}
