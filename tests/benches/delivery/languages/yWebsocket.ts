import { decodeAcknowledgement } from '@sarangbang/shared/api/acknowledgement.ts'
import { messageAck } from '@sarangbang/shared/api/socket.ts'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { Speaker } from '../deliveryTown.ts'
import { other, type FrameMeaning, type Language } from './language.ts'
import { makeReadFrame } from './makeReadFrame.ts'

/** Message types of y-protocols (PROTOCOL.md): sync, and its steps. */
const messageSync = 0
const [step1, step2, update] = [0, 1, 2]

const syncFrame = (step: number, content: Uint8Array): Uint8Array =>
  encoding.encode(encoder => {
    encoding.writeVarUint(encoder, messageSync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, content)
  })

/** Asks for what is lacking. */
export const askSync = ({ room }: Speaker, knowledge: 'nothing' | 'everything'): Uint8Array =>
  syncFrame(step1, knowledge === 'nothing' ? Uint8Array.of(0) : Y.encodeStateVector(room.clocks))

/** One update, framed. */
export const sayUpdate = (bytes: Uint8Array): Uint8Array => syncFrame(update, bytes)

/** @param frame of one sync message, or several one after the other, as the bare loop sends them to who has nothing. */
export const readSyncFrame = (frame: Uint8Array): FrameMeaning => {
  if (frame[0] === messageAck) {
    const clocks = decodeAcknowledgement(frame.subarray(1))
    if (!clocks.ok) throw new Error('a relay acknowledges what cannot be read')
    return { kind: 'kept', clocks: clocks.value }
  }
  const clocks = new Map<number, number>()
  const decoder = decoding.createDecoder(frame)
  let kind: 'update' | 'synced' = 'update'
  while (decoding.hasContent(decoder)) {
    if (decoding.readVarUint(decoder) !== messageSync) return other
    const step = decoding.readVarUint(decoder)
    if (step === step1) return other
    if (step === step2) kind = 'synced'
    for (const [client, next] of Y.parseUpdateMeta(decoding.readVarUint8Array(decoder)).to) {
      clocks.set(client, Math.max(next, clocks.get(client) ?? 0))
    }
  }
  return { kind, clocks }
}

const speaking = (
  query: string,
  { tellsSynced, tellsKept }: Pick<Language, 'tellsSynced' | 'tellsKept'>,
): Language => ({
  pathOf: ({ document }) => `/sync/${document}${query}`,
  greet: (speaker, knowledge) => (tellsSynced ? [askSync(speaker, knowledge)] : []),
  say: (_speaker, bytes) => [sayUpdate(bytes)],
  makeListen: () => {
    const readFrame = makeReadFrame(readSyncFrame)
    return () => readFrame
  },
  tellsSynced,
  tellsKept,
})

/** As a stock y-websocket client. */
export const yWebsocket = speaking('', { tellsSynced: true, tellsKept: false })

/** As our own client: every durable write is acknowledged to every socket. */
export const yWebsocketWithAcks = speaking('?ack=1', { tellsSynced: true, tellsKept: true })

/** The same frames to a loop that answers nothing. Who has nothing asks in the path. */
export const bareFrames: Language = {
  ...speaking('', { tellsSynced: false, tellsKept: false }),
  pathOf: ({ document }, knowledge) => `/sync/${document}${knowledge === 'nothing' ? '?from=0' : ''}`,
}
