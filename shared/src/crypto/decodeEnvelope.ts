import { fail, ok, type Result } from '../result.ts'
import { maxEnvelopeBytes, type Envelope, type EnvelopeFault } from './envelope.ts'
import {
  authorAt,
  clockAt,
  envelopeKinds,
  envelopeVersion,
  epochAt,
  nonceBytes,
  sessionAt,
  signatureBytes,
  tagBytes,
} from './envelopeHeader.ts'
import { bytesToId } from './idToBytes.ts'
import { makeReader } from './makeReader.ts'

/**
 * Takes an envelope apart without copying: `body` and `bytes` are views of the argument. Says nothing of signature or seal, nor
 * of what is in the body. Every envelope has one encoding; anything else is a fault.
 * @param bytes - untrusted, any length.
 */
export const decodeEnvelope = (bytes: Uint8Array): Result<Envelope, EnvelopeFault> => {
  if (bytes.length > maxEnvelopeBytes) return fail({ kind: 'envelope-too-long', bytes: bytes.length })
  if (bytes.length <= clockAt + signatureBytes) return fail({ kind: 'envelope-too-short', bytes: bytes.length })
  const version = bytes[0] as number
  if (version !== envelopeVersion) return fail({ kind: 'envelope-version', version })
  const kindCode = bytes[1] as number
  const kind = envelopeKinds[kindCode]
  if (!kind) return fail({ kind: 'envelope-kind', value: kindCode })
  const epoch = bytes.subarray(epochAt, authorAt)
  if (kind !== 'sealed' && epoch.some(byte => byte !== 0)) return fail({ kind: 'envelope-epoch' })

  const end = bytes.length - signatureBytes
  const reader = makeReader(bytes.subarray(0, end), clockAt)
  const clock = reader.uint()
  if (reader.failed) return fail({ kind: 'envelope-clock' })
  const bodyAt = reader.at + (kind === 'sealed' ? nonceBytes : 0)
  if (end - bodyAt < (kind === 'sealed' ? tagBytes : 0))
    return fail({ kind: 'envelope-too-short', bytes: bytes.length })
  return ok({
    kind,
    epoch: kind === 'sealed' ? bytesToId(epoch) : null,
    author: bytesToId(bytes.subarray(authorAt, sessionAt)),
    session: bytesToId(bytes.subarray(sessionAt, clockAt)),
    clock,
    body: bytes.subarray(bodyAt, end),
    bytes,
  })
}
