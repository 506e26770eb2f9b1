import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import { splitBytes, splitUpdate } from '@sarangbang/shared/room/splitUpdate.ts'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/**
 * Frames of the Yjs sync protocol (y-protocols PROTOCOL.md): varuint 0 · varuint kind · payload with its length. The same on the
 * relay's socket and on a peer's channel.
 */
export const messageSync = 0
export const syncStep1 = 0
export const syncStep2 = 1
export const syncUpdate = 2

export const syncFrame = (kind: number, payload: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageSync)
  encoding.writeVarUint(encoder, kind)
  encoding.writeVarUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

/** "This is what I have: send me the rest." */
export const askForRest = (doc: Y.Doc): Uint8Array => syncFrame(syncStep1, Y.encodeStateVector(doc))

/**
 * What answers a sync step 1: everything the asker lacks, in dependency order and in pieces no frame limit refuses, the last one as
 * step 2. A backlog in one frame would be refused for its size, and the link would start over for ever.
 */
export const restFrames = (log: DocumentLog, stateVector: Uint8Array): readonly Uint8Array[] => {
  const pieces = splitUpdate(log, stateVector, splitBytes)
  const last = pieces.at(-1) ?? Y.encodeStateAsUpdate(new Y.Doc())
  return [...pieces.slice(0, -1).map(piece => syncFrame(syncUpdate, piece)), syncFrame(syncStep2, last)]
}
