import { decodeAcknowledgement } from '@sarangbang/shared/api/acknowledgement.ts'
import { messageAck } from '@sarangbang/shared/api/socket.ts'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

/** What a frame from a relay says, as far as the generator cares. `clocks`: next clock by client. */
export type FrameMeaning =
  | { readonly kind: 'update' | 'synced' | 'kept'; readonly clocks: ReadonlyMap<number, number> }
  | { readonly kind: 'other' }

const other: FrameMeaning = { kind: 'other' }

const read = (frame: Buffer): FrameMeaning => {
  if (frame[0] === messageAck) {
    const clocks = decodeAcknowledgement(frame.subarray(1))
    if (!clocks.ok) throw new Error('a relay acknowledges what cannot be read')
    return { kind: 'kept', clocks: clocks.value }
  }
  const [type, step] = frame
  if (type !== 0 || (step !== 1 && step !== 2)) return other
  const decoder = decoding.createDecoder(frame)
  decoder.pos = 2
  const clocks = Y.parseUpdateMeta(decoding.readVarUint8Array(decoder)).to
  return { kind: step === 1 ? 'synced' : 'update', clocks }
}

/** Of frames read lately: about one turn of a flood. */
const maxRemembered = 4096
/** A frame ends in a signature of 64 bytes and an empty delete set: with its length that names it. */
const namingBytes = 72

/**
 * Reads frames, each once however many sockets it comes to: the generator must cost less than the relay it measures. Two frames
 * that end alike are the same; were that ever wrong, deliveries would be missing and the bench would fail, not lie.
 */
export const makeReadFrame = (): ((frame: Buffer) => FrameMeaning) => {
  const remembered = new Map<string, FrameMeaning>()
  return frame => {
    const name = `${frame.length} ${frame.toString('latin1', Math.max(0, frame.length - namingBytes))}`
    const known = remembered.get(name)
    if (known) return known
    const meaning = read(frame)
    if (remembered.size >= maxRemembered) remembered.clear()
    remembered.set(name, meaning)
    return meaning
  }
}
