import { fail, ok, type Result } from '../result.ts'
import type { Envelope } from './envelope.ts'
import { headerLength, nonceBytes } from './envelopeHeader.ts'
import type { SealBroken } from './openSealedTo.ts'
import { unpad } from './padding.ts'
import { bodyCipher } from './sealEnvelope.ts'

export type OpenFault =
  /** An erasure or an epoch: its body is in the clear. */
  | { readonly kind: 'not-sealed' }
  /** Another key, another document, or a body no honest author made. Its signature may still be right. */
  | SealBroken
  | { readonly kind: 'padding-malformed' }

/**
 * Opens a sealed envelope; the plain bytes are untrusted still (decodeEntry). Its signature is checked elsewhere, once.
 * @param document - where it stands. @param key - of `envelope.epoch`, 32 bytes.
 */
export const openEnvelope = (document: string, envelope: Envelope, key: Uint8Array): Result<Uint8Array, OpenFault> => {
  if (envelope.kind !== 'sealed') return fail({ kind: 'not-sealed' })
  const header = envelope.bytes.subarray(0, headerLength(envelope.clock))
  const nonce = envelope.bytes.subarray(header.length, header.length + nonceBytes)
  let padded: Uint8Array
  try {
    padded = bodyCipher(document, header, nonce, key).decrypt(envelope.body)
  } catch {
    // The library throws for a tag that does not fit.
    return fail({ kind: 'seal-broken' })
  }
  const plain = unpad(padded)
  return plain ? ok(plain) : fail({ kind: 'padding-malformed' })
}
