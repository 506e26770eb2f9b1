import * as encoding from 'lib0/encoding'
import { fail, ok, type Result } from '../result.ts'
import type { EnvelopeFault, EnvelopePlace } from './envelope.ts'
import { encodeHeader } from './envelopeHeader.ts'
import { bytesToId, idToBytes } from './idToBytes.ts'
import { idBytes } from './ids.ts'
import type { KeyPair } from './keyPair.ts'
import { makeReader } from './makeReader.ts'
import { signEnvelope } from './signEnvelope.ts'

/** A message with its copies and edits has a handful; a larger list makes admission slow and is several erasures. */
export const maxErasureTargets = 1000

export interface Erasing {
  readonly document: string
  readonly place: EnvelopePlace
  /** The author's Ed25519 pair. */
  readonly signing: KeyPair
  /** Own places in this document, 1 to `maxErasureTargets`. */
  readonly targets: readonly EnvelopePlace[]
}

/**
 * A signed erasure. Its body is in the clear, so that the relay too can tell that an author erases only what is their own: sessions
 * are the author's by construction (clientIdOf).
 *
 *   varuint n · n × (session nonce (8) · clock varuint)
 *
 * @throws {RangeError} for no target, or too many.
 */
export const eraseEnvelope = ({ document, place, signing, targets }: Erasing): Uint8Array<ArrayBuffer> =>
  signEnvelope(document, signing.secret, encodeHeader('erase', null, signing.public, place), encodeErasure(targets))

/** The body alone, as a journal keeps it before it has a place. @throws {RangeError} for no target, or too many. */
export const encodeErasure = (targets: readonly EnvelopePlace[]): Uint8Array => {
  if (targets.length < 1 || targets.length > maxErasureTargets) {
    throw new RangeError(`an erasure names 1 to ${maxErasureTargets} places, not ${targets.length}`)
  }
  return encoding.encode(encoder => {
    encoding.writeVarUint(encoder, targets.length)
    for (const target of targets) {
      encoding.writeUint8Array(encoder, idToBytes(target.session))
      encoding.writeVarUint(encoder, target.clock)
    }
  })
}

/** @param body - of an envelope of kind `erase`, untrusted. The sessions are those of the envelope's author. */
export const decodeErasure = (body: Uint8Array): Result<readonly EnvelopePlace[], EnvelopeFault> => {
  const reader = makeReader(body)
  const count = reader.uint(maxErasureTargets)
  const targets: EnvelopePlace[] = []
  while (targets.length < count && !reader.failed) {
    targets.push({ session: bytesToId(reader.take(idBytes.session)), clock: reader.uint() })
  }
  const whole = !reader.failed && reader.done && count > 0
  return whole ? ok(targets) : fail({ kind: 'envelope-body', of: 'erase' })
}
