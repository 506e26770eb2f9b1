import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { isMonthAccepted, parseDocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { Identity } from '../accounts/authentication.ts'
import type { Membership } from '../rooms/membership.ts'
import type { Outlet } from '../sync/outlet.ts'
import { encodeTextFrame } from '../sync/webSocketFrame.ts'
import type { SignalMessage } from './readSignalMessage.ts'
import { signalLimits } from './signalLimits.ts'
import type { Topics } from './topics.ts'

/** One open signaling socket. */
export interface SignalSocket {
  readonly identity: Identity
  readonly outlet: Outlet
  /** Rooms lost while the question whether it may listen was open. */
  readonly lost: Set<RoomId>
}

/** Answers one message; those of one socket are given to it one after the other. */
export type ReceiveSignal = (socket: SignalSocket, message: SignalMessage) => Promise<void>

const pong = encodeTextFrame(JSON.stringify({ type: 'pong' }))

/**
 * y-webrtc's signaling for members only. A topic somebody may not listen to is passed over in silence, since one socket serves all
 * their rooms: closing it would take the others away. What is published goes to the topic's other listeners, from those alone who
 * listen themselves.
 */
export const makeReceiveSignal = (
  topics: Topics<SignalSocket>,
  membership: Pick<Membership, 'canOpen'>,
  now: () => number,
): ReceiveSignal => {
  const subscribe = async (socket: SignalSocket, topic: string) => {
    const place = parseDocumentName(topic)
    if (!place || (place.month && !isMonthAccepted(place.month, now()))) return
    if (topics.of(socket).size >= signalLimits.topicsOfSocket || topics.of(socket).has(topic)) return
    socket.lost.delete(place.room)
    const mayListen = await membership.canOpen(socket.identity.account, topic)
    if (mayListen && socket.outlet.isOpen && !socket.lost.has(place.room)) topics.subscribe(socket, topic)
  }
  const publish = (socket: SignalSocket, topic: string, data: unknown) => {
    const listeners = topics.listeners(topic)
    if (!listeners.has(socket)) return
    // `clients` as the reference server says it: how many listen, the sender among them.
    const frame = encodeTextFrame(JSON.stringify({ type: 'publish', topic, data, clients: listeners.size }))
    for (const listener of listeners) if (listener !== socket) listener.outlet.send(frame)
  }
  return async (socket, message) => {
    switch (message.type) {
      case 'subscribe':
        for (const topic of message.topics) await subscribe(socket, topic)
        return
      case 'unsubscribe':
        for (const topic of message.topics) topics.unsubscribe(socket, topic)
        return
      case 'publish':
        return publish(socket, message.topic, message.data)
      case 'ping':
        return socket.outlet.send(pong)
    }
  }
}
