import { ed25519 } from '@noble/curves/ed25519.js'
import { concatBytes } from '@noble/hashes/utils.js'
import * as encoding from 'lib0/encoding'
import { fail, ok, type Result } from '../result.ts'
import type { Identity } from './createIdentity.ts'
import { delimited } from './delimited.ts'
import { bytesToId } from './idToBytes.ts'
import { idBytes, type AccountId } from './ids.ts'
import { makeReader } from './makeReader.ts'
import { verifySignature } from './verifySignature.ts'

/** A DTLS certificate's hash as SDP writes it (RFC 8122), lower case: `sha-256 1f:…`. */
export type Fingerprint = string

/** The certificates of both ends of a link, as one of them sees them. */
export interface Fingerprints {
  readonly local: Fingerprint
  readonly remote: Fingerprint
}

export interface HelloContext {
  /** What the link carries: a document's name or a room's id, the same on both sides. */
  readonly room: string
  readonly prints: Fingerprints
  /** Unix milliseconds. */
  readonly nowMs: number
}

/** A day: clocks of devices are wrong, and a hello that leaks together with its certificate's key is worth nothing after. */
export const maxHelloAgeMs = 86_400_000

export type HelloFault =
  | { readonly kind: 'hello-malformed' }
  /** Not by this account, or for another link: another room, another certificate at either end. */
  | { readonly kind: 'hello-signature' }
  | { readonly kind: 'hello-stale'; readonly ageMs: number }
  | { readonly kind: 'hello-stranger'; readonly account: AccountId }

const helloVersion = 1

/** What is signed: the ends in the order of the signer, so that nobody can hand a hello back to whoever made it. */
const helloStatement = (account: Uint8Array, room: string, own: Fingerprint, other: Fingerprint, timeMs: number) =>
  delimited('peer-hello', account, room, own, other, String(timeMs))

/**
 * The first frame on a link to another device: who is there, proven for this link alone (design.md §5). Both fingerprints are
 * signed, so a relay that put itself between two devices would need an account's key. Room and fingerprints do not travel.
 *
 *   version = 1 (1) · account (32) · time in Unix milliseconds, varuint · Ed25519 signature (64)
 */
export const encodeHello = (
  { signing }: Pick<Identity, 'signing'>,
  { room, prints, nowMs }: HelloContext,
): Uint8Array<ArrayBuffer> => {
  const statement = helloStatement(signing.public, room, prints.local, prints.remote, nowMs)
  const head = encoding.encode(to => {
    encoding.writeUint8(to, helloVersion)
    encoding.writeUint8Array(to, signing.public)
    encoding.writeVarUint(to, nowMs)
  })
  return concatBytes(head, ed25519.sign(statement, signing.secret))
}

/**
 * Who greets us. A fault ends the link; the other side is not told which.
 * @param bytes - untrusted, any length.
 * @param context - this side's own view: `prints.remote` is the greeter's certificate.
 */
export const checkHello = (
  bytes: Uint8Array,
  { room, prints, nowMs }: HelloContext,
  isMember: (account: AccountId) => boolean,
): Result<AccountId, HelloFault> => {
  const reader = makeReader(bytes)
  const version = reader.take(1)[0]
  const publicKey = reader.take(idBytes.account)
  const timeMs = reader.uint()
  const signature = reader.take(64)
  if (reader.failed || !reader.done || version !== helloVersion) return fail({ kind: 'hello-malformed' })
  const account = bytesToId<AccountId>(publicKey)
  if (!isMember(account)) return fail({ kind: 'hello-stranger', account })
  const ageMs = Math.abs(nowMs - timeMs)
  if (ageMs > maxHelloAgeMs) return fail({ kind: 'hello-stale', ageMs })
  const statement = helloStatement(publicKey, room, prints.remote, prints.local, timeMs)
  return verifySignature(signature, statement, publicKey) ? ok(account) : fail({ kind: 'hello-signature' })
}
