import * as encoding from 'lib0/encoding'
import type { EnvelopeKind, EnvelopePlace } from './envelope.ts'
import { idToBytes } from './idToBytes.ts'
import type { EpochId } from './ids.ts'

/** Offsets of the table in envelope.ts. */
export const envelopeVersion = 1
export const envelopeKinds: readonly EnvelopeKind[] = ['sealed', 'erase', 'epoch']
export const epochAt = 2
export const authorAt = 18
export const sessionAt = 50
export const clockAt = 58
export const nonceBytes = 24
export const tagBytes = 16
export const signatureBytes = 64

const noEpoch = new Uint8Array(16)

/** Everything before the nonce. @param author - Ed25519 public key. */
export const encodeHeader = (
  kind: EnvelopeKind,
  epoch: EpochId | null,
  author: Uint8Array,
  place: EnvelopePlace,
): Uint8Array<ArrayBuffer> =>
  encoding.encode(encoder => {
    encoding.writeUint8(encoder, envelopeVersion)
    encoding.writeUint8(encoder, envelopeKinds.indexOf(kind))
    encoding.writeUint8Array(encoder, epoch === null ? noEpoch : idToBytes(epoch))
    encoding.writeUint8Array(encoder, author)
    encoding.writeUint8Array(encoder, idToBytes(place.session))
    encoding.writeVarUint(encoder, place.clock)
  })

/** Bytes before the nonce: the fixed fields and the clock's minimal varuint. */
export const headerLength = (clock: number): number => {
  let length = clockAt + 1
  for (let rest = clock; rest >= 128; rest = Math.floor(rest / 128)) length++
  return length
}
