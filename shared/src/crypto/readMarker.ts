import * as encoding from 'lib0/encoding'
import { fail, ok, type Result } from '../result.ts'
import type { Stamp } from '../room/entry.ts'
import { readStamp, writeStamp } from '../room/stamp.ts'
import { decodeEnvelope } from './decodeEnvelope.ts'
import type { EnvelopeFault, EnvelopePlace } from './envelope.ts'
import { idToBytes } from './idToBytes.ts'
import type { AccountId, EpochId, RoomId, SessionNonce } from './ids.ts'
import type { KeyPair } from './keyPair.ts'
import { makeReader } from './makeReader.ts'
import { openEnvelope, type OpenFault } from './openEnvelope.ts'
import type { RandomBytes } from './platform.ts'
import { sealEnvelope } from './sealEnvelope.ts'
import { signatureOf, signedMessageOf } from './signedMessageOf.ts'
import { verifySignature } from './verifySignature.ts'

/** How far an account has read a room, in its one slot at the relay (setMarker). */
export interface ReadMarker {
  readonly upTo: Stamp
}

/** No document has such a name, so a marker can never be admitted into one. */
const markerDocument = (room: RoomId): string => `${room}.marker`
/** A marker has no place in a Yjs document: eight zero bytes, clock 0. */
const markerPlace: EnvelopePlace = { session: 'AAAAAAAAAAA' as SessionNonce, clock: 0 }

export interface MarkerSealing {
  readonly room: RoomId
  readonly marker: ReadMarker
  readonly epoch: EpochId
  readonly key: Uint8Array
  /** The reader's own Ed25519 pair. */
  readonly signing: KeyPair
  readonly randomBytes: RandomBytes
}

/** A sealed envelope, for the members to read, whose plain bytes are the stamp (writeStamp). About 220 bytes. */
export const sealMarker = ({ room, marker, ...rest }: MarkerSealing): Uint8Array =>
  sealEnvelope({
    ...rest,
    document: markerDocument(room),
    place: markerPlace,
    plain: encoding.encode(encoder => writeStamp(encoder, marker.upTo)),
  })

export type MarkerFault =
  | EnvelopeFault
  | OpenFault
  /** Not this account's, or not signed by it. */
  | { readonly kind: 'marker-forged' }
  /** This device has no key of its epoch yet. */
  | { readonly kind: 'epoch-unknown'; readonly epoch: EpochId }
  | { readonly kind: 'marker-malformed' }

/** What a marker says if its account signed it. */
export interface UnsealedMarker extends ReadMarker {
  /** Ed25519 in JavaScript: 0.3–1 ms, on a phone 3–12 ms. */
  isSigned(): boolean
}

type KeyOf = (epoch: EpochId) => Uint8Array | null | undefined

/**
 * Reads a marker without its signature: 30 µs, and whoever has not the room's key gets no further. Nothing of it is to be believed
 * before `isSigned`.
 * @param bytes - untrusted. An old marker of the same account opens too: the device keeps the maximum.
 * @param account - whose marker it must be. @param keyOf - the room key of an epoch, if this device has it.
 */
export const unsealMarker = (
  bytes: Uint8Array,
  room: RoomId,
  account: AccountId,
  keyOf: KeyOf,
): Result<UnsealedMarker, MarkerFault> => {
  const decoded = decodeEnvelope(bytes)
  if (!decoded.ok) return decoded
  const envelope = decoded.value
  if (envelope.author !== account) return fail({ kind: 'marker-forged' })
  if (envelope.epoch === null) return fail({ kind: 'not-sealed' })
  const key = keyOf(envelope.epoch)
  if (!key) return fail({ kind: 'epoch-unknown', epoch: envelope.epoch })
  const document = markerDocument(room)
  const plain = openEnvelope(document, envelope, key)
  if (!plain.ok) return plain
  const reader = makeReader(plain.value)
  const upTo = readStamp(reader)
  if (upTo === null || reader.failed || !reader.done) return fail({ kind: 'marker-malformed' })
  return ok({
    upTo,
    isSigned: () => verifySignature(signatureOf(envelope), signedMessageOf(document, envelope), idToBytes(account)),
  })
}

/** As `unsealMarker`, and signed by its account. */
export const openMarker = (
  bytes: Uint8Array,
  room: RoomId,
  account: AccountId,
  keyOf: KeyOf,
): Result<ReadMarker, MarkerFault> => {
  const unsealed = unsealMarker(bytes, room, account, keyOf)
  if (!unsealed.ok) return unsealed
  const { upTo, isSigned } = unsealed.value
  return isSigned() ? ok({ upTo }) : fail({ kind: 'marker-forged' })
}
