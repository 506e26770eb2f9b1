import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import * as decoding from 'lib0/decoding'
import type { AwarenessEntry } from './encodeMessage.ts'
import {
  messageAwareness,
  messageQueryAwareness,
  messageSync,
  syncStep1,
  syncStep2,
  syncUpdate,
} from './messageTypes.ts'

/** Next clock by client, as a client claims it. */
export type StateVector = ReadonlyMap<number, number>

/** What a client says. */
export type ClientMessage =
  | { readonly type: 'step1'; readonly stateVector: StateVector }
  /** A live update or sync step 2: to us they are the same. */
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'awareness'; readonly entries: readonly AwarenessEntry[] }
  | { readonly type: 'query-awareness' }
  /** A type that means nothing here: permission messages, and what a newer client may say. */
  | { readonly type: 'stray' }

export type MessageFault = { readonly kind: 'frame-malformed' }
const malformed = fail<MessageFault>({ kind: 'frame-malformed' })

/** Stock clients echo every state they hold; a document has rarely more than a hundred people in it at once. */
const maxAwarenessEntries = 1000

/**
 * Reads one frame: one message, nothing after it. Never throws, and never allocates more than the frame is long.
 * @param frame untrusted.
 */
export const readMessage = (frame: Uint8Array): Result<ClientMessage, MessageFault> => {
  const decoder = decoding.createDecoder(frame)
  try {
    const message = readBody(decoder)
    if (message === null) return malformed
    return message.type !== 'stray' && decoding.hasContent(decoder) ? malformed : ok(message)
  } catch {
    // lib0 throws on the end of the bytes and on integers beyond 2^53.
    return malformed
  }
}

const readBody = (decoder: decoding.Decoder): ClientMessage | null => {
  switch (decoding.readVarUint(decoder)) {
    case messageSync:
      return readSync(decoder)
    case messageAwareness: {
      const entries = readAwareness(decoding.readVarUint8Array(decoder))
      return entries && { type: 'awareness', entries }
    }
    case messageQueryAwareness:
      return { type: 'query-awareness' }
    default:
      return { type: 'stray' }
  }
}

const readSync = (decoder: decoding.Decoder): ClientMessage | null => {
  const type = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  switch (type) {
    case syncStep1: {
      const stateVector = readStateVector(bytes)
      return stateVector && { type: 'step1', stateVector }
    }
    case syncStep2:
    case syncUpdate:
      return { type: 'update', update: bytes }
    default:
      return null
  }
}

/** `null` where it is malformed. Throws on a premature end, like everything of lib0. */
export const readStateVector = (bytes: Uint8Array): StateVector | null => {
  const decoder = decoding.createDecoder(bytes)
  const count = decoding.readVarUint(decoder)
  // Two bytes an entry at least: a count beyond that is a lie, and would be a loop.
  if (count > bytes.length / 2) return null
  const stateVector = new Map<number, number>()
  for (let i = 0; i < count; i++) stateVector.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
  return decoding.hasContent(decoder) ? null : stateVector
}

const readAwareness = (bytes: Uint8Array): AwarenessEntry[] | null => {
  const decoder = decoding.createDecoder(bytes)
  const count = decoding.readVarUint(decoder)
  if (count > maxAwarenessEntries) return null
  const entries: AwarenessEntry[] = []
  for (let i = 0; i < count; i++)
    entries.push({
      client: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      json: decoding.readVarString(decoder),
    })
  return decoding.hasContent(decoder) ? null : entries
}
