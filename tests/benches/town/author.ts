import { createPrivateKey, randomBytes, sign, type KeyObject } from 'node:crypto'
import { concatBytes } from '@noble/hashes/utils.js'
import { createIdentity, type Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { encodeHeader, nonceBytes, signatureBytes, tagBytes } from '@sarangbang/shared/crypto/envelopeHeader.ts'
import { bytesToId } from '@sarangbang/shared/crypto/idToBytes.ts'
import type { EntryId, EpochId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { pad } from '@sarangbang/shared/crypto/padding.ts'
import { createRoomKey, epochIdOf } from '@sarangbang/shared/crypto/roomKey.ts'
import { bodyCipher } from '@sarangbang/shared/crypto/sealEnvelope.ts'
import { seededBytes } from '@sarangbang/shared/crypto/seededBytes.ts'
import { envelopeStatement } from '@sarangbang/shared/crypto/signedMessageOf.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import type { MessageEntry } from '@sarangbang/shared/room/entry.ts'

/** Somebody who writes. Keys are the same in every run; nonces and ids are drawn anew, from where it is cheapest. */
export interface Author extends Identity {
  readonly session: SessionNonce
  /** Seals and signs as `sealEnvelope` does, with Node's own Ed25519: the same bytes ten times as fast, for workloads of 100,000. */
  seal(document: string, place: EnvelopePlace, entry: MessageEntry): Uint8Array
  /** Right in shape, place and size, with a body and a signature of random bytes: for what looks at neither. */
  forge(place: EnvelopePlace): Uint8Array
}

export const roomKey = createRoomKey(seededBytes('bench room'))
export const epoch = epochIdOf(roomKey)

/** What a room's messages are sealed with. */
export interface SealingKey {
  readonly epoch: EpochId
  readonly key: Uint8Array
}

/** Nonce, 240 bytes of padded body with their tag, signature: what follows the header of a message of 200 bytes. */
const restBytes = nonceBytes + 240 + tagBytes + signatureBytes

/** PKCS #8 of Ed25519 up to the 32 bytes of the seed (RFC 8410 §7). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const nativeKey = (secret: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, secret]), format: 'der', type: 'pkcs8' })

export const authorNamed = (name: string): Author =>
  authorOf(createIdentity(seededBytes(`bench ${name}`)), { epoch, key: roomKey })

/** Somebody who exists already, in a room that has its key. */
export const authorOf = (identity: Identity, { epoch, key: roomKey }: SealingKey): Author => {
  const key = nativeKey(identity.signing.secret)
  return {
    ...identity,
    session: bytesToId<SessionNonce>(randomBytes(8)),
    seal(document, place, entry) {
      const header = encodeHeader('sealed', epoch, identity.signing.public, place)
      const nonce = randomBytes(nonceBytes)
      const body = bodyCipher(document, header, nonce, roomKey).encrypt(pad(encodeEntry(entry)))
      const unsigned = concatBytes(header, nonce, body)
      return concatBytes(unsigned, sign(null, envelopeStatement(document, unsigned), key))
    },
    forge: place => concatBytes(encodeHeader('sealed', epoch, identity.signing.public, place), randomBytes(restBytes)),
  }
}

/** 66 syllables of Hangul and two spaces: 200 bytes of UTF-8, as the messages of the targets. */
const text = '가나다라마바사아자차카'.repeat(6).replace(/^(.{22})(.{22})/u, '$1 $2 ')
const firstMs = Date.UTC(2026, 4, 1)

/** The n-th message of May 2026, one a second, or of another time. */
export const messageOf = (n: number, ms = firstMs + n * 1000): MessageEntry => ({
  type: 'message',
  id: bytesToId<EntryId>(randomBytes(16)),
  stamp: { ms, counter: 0 },
  text,
  mentions: [],
  silent: false,
})
