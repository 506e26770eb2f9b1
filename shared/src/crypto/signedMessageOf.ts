import { concatBytes } from '@noble/hashes/utils.js'
import type { Envelope } from './envelope.ts'
import { signatureBytes } from './envelopeHeader.ts'
import { toUtf8 } from './utf8.ts'

/** `sarangbang/envelope/1\0` ‖ document ‖ 0 ‖ unsigned. Document names hold no zero byte, so the parts cannot run together. */
export const envelopeStatement = (document: string, unsigned: Uint8Array): Uint8Array<ArrayBuffer> =>
  concatBytes(toUtf8(`sarangbang/envelope/1\0${document}\0`), unsigned)

/** What the signature of an envelope is over. @param document - the name of the document it stands in. */
export const signedMessageOf = (document: string, envelope: Envelope): Uint8Array<ArrayBuffer> =>
  envelopeStatement(document, envelope.bytes.subarray(0, envelope.bytes.length - signatureBytes))

/** Its Ed25519 signature, by `envelope.author`; a view. */
export const signatureOf = (envelope: Envelope): Uint8Array =>
  envelope.bytes.subarray(envelope.bytes.length - signatureBytes)
