import { encodeAcknowledgement } from '@sarangbang/shared/api/acknowledgement.ts'
import type { Acknowledgement } from '@sarangbang/shared/api/socket.ts'
import * as encoding from 'lib0/encoding'
import { messageAwareness, messageSync, syncStep1, syncStep2, syncUpdate } from './messageTypes.ts'
import { encodeWebSocketFrame } from './webSocketFrame.ts'

/** What the relay says, each as a whole WebSocket frame, ready for any number of sockets. */
const sync = (type: number, bytes: Uint8Array): Buffer => {
  const head = encoding.createEncoder()
  encoding.writeVarUint(head, messageSync)
  encoding.writeVarUint(head, type)
  encoding.writeVarUint(head, bytes.length)
  return encodeWebSocketFrame(encoding.toUint8Array(head), bytes)
}
/** "This is what I have; send me the rest." @param stateVector as Yjs encodes it. */
export const encodeStep1 = (stateVector: Uint8Array): Buffer => sync(syncStep1, stateVector)
/** The answer to a step 1: a stock client calls itself synced after it. */
export const encodeStep2 = (update: Uint8Array): Buffer => sync(syncStep2, update)
export const encodeUpdate = (update: Uint8Array): Buffer => sync(syncUpdate, update)

/** One client's state as awareness carries it: `json` is `null` (the word) for a client that left. */
export interface AwarenessEntry {
  readonly client: number
  readonly clock: number
  readonly json: string
}
export const encodeAwareness = (entries: readonly AwarenessEntry[]): Buffer => {
  const update = encoding.encode(encoder => {
    encoding.writeVarUint(encoder, entries.length)
    for (const { client, clock, json } of entries) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, json)
    }
  })
  return encodeWebSocketFrame(
    encoding.encode(encoder => {
      encoding.writeVarUint(encoder, messageAwareness)
      encoding.writeVarUint8Array(encoder, update)
    }),
  )
}
export const encodeAck = (clocks: Acknowledgement): Buffer => encodeWebSocketFrame(encodeAcknowledgement(clocks))
