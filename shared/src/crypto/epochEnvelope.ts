import * as encoding from 'lib0/encoding'
import { fail, ok, type Result } from '../result.ts'
import type { EnvelopeFault, EnvelopePlace } from './envelope.ts'
import { encodeHeader } from './envelopeHeader.ts'
import { bytesToId, idToBytes } from './idToBytes.ts'
import { idBytes, type AccountId, type EpochId } from './ids.ts'
import type { KeyPair } from './keyPair.ts'
import { makeReader } from './makeReader.ts'
import { sealedRoomKeyBytes } from './sealRoomKey.ts'
import { signEnvelope } from './signEnvelope.ts'

/** 2,000 × 112 bytes fit an envelope; larger rooms write several entries for one epoch. */
export const maxEpochCopies = 2000

/** What one `epoch` envelope says: here is an epoch, and its key for these. */
export interface EpochBody {
  readonly epoch: EpochId
  /** When its author made it, Unix milliseconds by the author's clock. */
  readonly createdMs: number
  /** 1 to `maxEpochCopies`, no recipient twice. */
  readonly copies: readonly EpochCopy[]
}
export interface EpochCopy {
  readonly recipient: AccountId
  /** By `sealRoomKey`, 80 bytes. */
  readonly sealed: Uint8Array
}

export interface EpochWriting extends EpochBody {
  readonly document: string
  readonly place: EnvelopePlace
  /** The author's Ed25519 pair. */
  readonly signing: KeyPair
}

/**
 * A signed announcement of an epoch, in the head.
 *
 *   epoch id (16) · created varuint · varuint n · n × (recipient's account (32) · sealed key (80))
 *
 * @throws {RangeError} for no copy, or too many.
 */
export const epochEnvelope = (writing: EpochWriting): Uint8Array<ArrayBuffer> => {
  const { document, place, signing, epoch, createdMs, copies } = writing
  if (copies.length < 1 || copies.length > maxEpochCopies) {
    throw new RangeError(`an epoch is sealed for 1 to ${maxEpochCopies}, not ${copies.length}`)
  }
  const body = encoding.encode(encoder => {
    encoding.writeUint8Array(encoder, idToBytes(epoch))
    encoding.writeVarUint(encoder, createdMs)
    encoding.writeVarUint(encoder, copies.length)
    for (const copy of copies) {
      encoding.writeUint8Array(encoder, idToBytes(copy.recipient))
      encoding.writeUint8Array(encoder, copy.sealed)
    }
  })
  return signEnvelope(document, signing.secret, encodeHeader('epoch', null, signing.public, place), body)
}

/** @param body - of an envelope of kind `epoch`, untrusted. Views, not copies. */
export const decodeEpoch = (body: Uint8Array): Result<EpochBody, EnvelopeFault> => {
  const reader = makeReader(body)
  const epoch = bytesToId<EpochId>(reader.take(idBytes.epoch))
  const createdMs = reader.uint()
  const count = reader.uint(maxEpochCopies)
  const copies: EpochCopy[] = []
  while (copies.length < count && !reader.failed) {
    copies.push({ recipient: bytesToId(reader.take(idBytes.account)), sealed: reader.take(sealedRoomKeyBytes) })
  }
  const distinct = new Set(copies.map(copy => copy.recipient)).size === copies.length
  const whole = !reader.failed && reader.done && count > 0 && distinct
  return whole ? ok({ epoch, createdMs, copies }) : fail({ kind: 'envelope-body', of: 'epoch' })
}
