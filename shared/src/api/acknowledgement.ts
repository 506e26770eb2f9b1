import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { fail, ok, type Result } from '../result.ts'
import { messageAck, type Acknowledgement } from './socket.ts'

/** A document has one client per load by each member's device; ten years of it stay well below this. */
const maxClients = 200_000

/** The whole message, type included (layout: socket.ts, messageAck). */
export const encodeAcknowledgement = (clocks: Acknowledgement): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, messageAck)
  encoding.writeVarUint(encoder, clocks.size)
  for (const [client, next] of clocks) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, next)
  }
  return encoding.toUint8Array(encoder)
}

/** @param bytes what follows the message type. Untrusted: a malformed one is dropped whole. */
export const decodeAcknowledgement = (
  bytes: Uint8Array,
): Result<Acknowledgement, { readonly kind: 'ack-malformed' }> => {
  const decoder = decoding.createDecoder(bytes)
  try {
    const count = decoding.readVarUint(decoder)
    if (count > maxClients) return fail({ kind: 'ack-malformed' })
    const clocks = new Map<number, number>()
    for (let i = 0; i < count; i++) clocks.set(decoding.readVarUint(decoder), decoding.readVarUint(decoder))
    return decoding.hasContent(decoder) ? fail({ kind: 'ack-malformed' }) : ok(clocks)
  } catch {
    // lib0 throws on the end of the bytes and on integers beyond 2^53.
    return fail({ kind: 'ack-malformed' })
  }
}
