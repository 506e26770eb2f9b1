import * as Y from 'yjs'
import type { FrameMeaning, Language } from './language.ts'
import { other } from './language.ts'
import { makeReadFrame } from './makeReadFrame.ts'

/** Engine.IO 4 and Socket.IO 5 (their protocol documents): digits that begin a text frame. */
const [opened, ping, pong] = ['0', '2', '3']
const [connect, event, acknowledgement, binaryEvent] = ['40', '42', '43', '451-']

/** What servers/socketIoServer.ts says when somebody has everything. */
const syncedEvent = `${event}["synced"`

const readUpdate = (frame: Buffer): FrameMeaning => ({ kind: 'update', clocks: Y.parseUpdateMeta(frame).to })

/**
 * A chat as Socket.IO's own tutorial builds one: a message is an event with one attachment, its writer asks for an answer once it is
 * in the database, and who connects says how many messages it has. Written by hand, so that the generator costs as little as for others.
 */
export const socketIo: Language = {
  pathOf: () => '/socket.io/?EIO=4&transport=websocket',
  greet: () => [],
  say: (_speaker, update, n) => [`${binaryEvent}${n}["message",{"_placeholder":true,"num":0}]`, update],
  makeListen: () => {
    const readFrame = makeReadFrame(readUpdate)
    return ({ document, client, room }, knowledge) =>
      (data, isBinary) => {
        if (isBinary) return readFrame(data)
        const text = data.toString('latin1')
        if (text.startsWith(acknowledgement)) {
          return { kind: 'kept', clocks: new Map([[client, Number.parseInt(text.slice(2), 10) + 1]]) }
        }
        if (text.startsWith(syncedEvent)) return { kind: 'synced', clocks: new Map() }
        if (text.startsWith(opened)) {
          const has = knowledge === 'nothing' ? 0 : room.messages
          return { kind: 'question', answer: `${connect}${JSON.stringify({ room: document, has })}` }
        }
        return text === ping ? { kind: 'question', answer: pong } : other
      }
  },
  tellsSynced: true,
  tellsKept: true,
}
