import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { concatBytes } from '@noble/hashes/utils.js'
import type { EnvelopePlace } from './envelope.ts'
import { encodeHeader, nonceBytes } from './envelopeHeader.ts'
import type { EpochId } from './ids.ts'
import type { KeyPair } from './keyPair.ts'
import { pad } from './padding.ts'
import type { RandomBytes } from './platform.ts'
import { signEnvelope } from './signEnvelope.ts'
import { toUtf8 } from './utf8.ts'

export interface Sealing {
  /** The name of the document it will stand in. */
  readonly document: string
  readonly place: EnvelopePlace
  readonly epoch: EpochId
  /** The epoch's room key, 32 bytes. */
  readonly key: Uint8Array
  /** The author's Ed25519 pair. */
  readonly signing: KeyPair
  /** An encoded entry; padded here. */
  readonly plain: Uint8Array
  readonly randomBytes: RandomBytes
}

/**
 * The cipher of a sealed body: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), whose 24-byte nonce may be drawn at random for any
 * number of messages. Associated data: document ‖ 0 ‖ header, so a ciphertext opens nowhere else.
 */
export const bodyCipher = (document: string, header: Uint8Array, nonce: Uint8Array, key: Uint8Array) =>
  xchacha20poly1305(key, nonce, concatBytes(toUtf8(`${document}\0`), header))

/** Seals an entry for the members who hold the epoch's key, and signs it. @throws {RangeError} as `signEnvelope`. */
export const sealEnvelope = (sealing: Sealing): Uint8Array<ArrayBuffer> => {
  const header = encodeHeader('sealed', sealing.epoch, sealing.signing.public, sealing.place)
  const nonce = sealing.randomBytes(nonceBytes)
  const body = bodyCipher(sealing.document, header, nonce, sealing.key).encrypt(pad(sealing.plain))
  return signEnvelope(sealing.document, sealing.signing.secret, header, nonce, body)
}
