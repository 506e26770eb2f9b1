import { compareBytes } from '../crypto/compareBytes.ts'
import type { Envelope } from '../crypto/envelope.ts'
import { idToBytes } from '../crypto/idToBytes.ts'
import { toBase64url } from '../crypto/base64url.ts'
import type { VerifySignature } from '../crypto/platform.ts'
import { signatureOf, signedMessageOf } from '../crypto/signedMessageOf.ts'
import type { DocumentName } from './documentName.ts'

/** So many signatures are under way at once: enough to keep WebCrypto's threads busy, few enough to stop soon after a bad one. */
const batchSize = 64
/** Good envelopes of refused updates that are remembered, at most 256 KiB each; honest ones are some 300 bytes. */
const maxRemembered = 1024

export interface SignatureCheck {
  /** Whether all are signed by their authors for this document. Answers at once where the platform does. */
  areSigned(envelopes: readonly Envelope[]): boolean | Promise<boolean>
}

/**
 * Verifies each envelope once. What is applied never comes here again, because its struct is known then; what was good in an
 * update that was refused is remembered by its bytes.
 */
export const makeSignatureCheck = (name: DocumentName, verify: VerifySignature): SignatureCheck => {
  const good = new Map<string, Uint8Array>()
  const keyOf = (envelope: Envelope): string => toBase64url(signatureOf(envelope))
  const isRemembered = (envelope: Envelope): boolean => {
    const bytes = good.size > 0 ? good.get(keyOf(envelope)) : undefined
    return bytes !== undefined && compareBytes(bytes, envelope.bytes) === 0
  }
  const remember = (envelopes: readonly Envelope[]): void => {
    for (const envelope of envelopes) {
      if (good.size >= maxRemembered) good.clear()
      good.set(keyOf(envelope), envelope.bytes.slice())
    }
  }
  const isSigned = (envelope: Envelope): boolean | Promise<boolean> =>
    isRemembered(envelope) || verify(signatureOf(envelope), signedMessageOf(name, envelope), idToBytes(envelope.author))

  const checkFrom = (envelopes: readonly Envelope[], from: number): boolean | Promise<boolean> => {
    for (let at = from; at < envelopes.length; at += batchSize) {
      const verdicts = envelopes.slice(at, at + batchSize).map(isSigned)
      const conclude = (settled: readonly (boolean | Promise<boolean>)[]): boolean => {
        if (settled.every(verdict => verdict === true)) return true
        remember([
          ...envelopes.slice(0, at),
          ...envelopes.slice(at, at + batchSize).filter((_, n) => settled[n] === true),
        ])
        return false
      }
      if (verdicts.some(verdict => typeof verdict !== 'boolean')) {
        return Promise.all(verdicts).then(settled => conclude(settled) && checkFrom(envelopes, at + batchSize))
      }
      if (!conclude(verdicts)) return false
    }
    return true
  }
  return { areSigned: envelopes => checkFrom(envelopes, 0) }
}
