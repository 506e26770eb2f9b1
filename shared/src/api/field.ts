import * as v from 'valibot'
import { idBytes, type AccountId, type RoomId } from '../crypto/ids.ts'

/** Fields that several routes speak of. Bounds here are the relay's bounds: nothing larger reaches a handler. */

/** What a last character may be, by the bytes left over for it: its unused bits are zero, so bytes have one text. */
const oneText = [/^[A-Za-z0-9_-]+$/, /^[A-Za-z0-9_-]+[AQgw]$/, /^[A-Za-z0-9_-]+[AEIMQUYcgkosw048]$/] as const
/** Base64url without padding of exactly `bytes` bytes, in the one text `fromBase64url` reads. */
export const fixedBytes = (bytes: number) =>
  v.pipe(v.string(), v.length(Math.ceil((bytes * 4) / 3)), v.regex(oneText[(bytes % 3) as 0 | 1 | 2]))
/** Base64url without padding of at most `bytes` bytes. */
export const boundedBytes = (bytes: number) =>
  v.pipe(v.string(), v.maxLength(Math.ceil((bytes * 4) / 3)), v.regex(/^[A-Za-z0-9_-]*$/))

const branded = <T extends string>(bytes: number) =>
  v.pipe(
    fixedBytes(bytes),
    v.transform(text => text as T),
  )
export const accountId = branded<AccountId>(idBytes.account)
export const roomId = branded<RoomId>(idBytes.room)

/** What a person types to be found. Compared lower-case; letters, digits, `._-`, or an e-mail address; 3–64 characters. */
export const handle = v.pipe(v.string(), v.maxLength(64))
export const nickname = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(40))

/** An account's public keys, self-certifying: `signature` is by the account key over the agreement key. */
export const accountKeys = v.object({
  account: accountId,
  /** X25519 public key. */
  agreement: fixedBytes(32),
  /** Ed25519 over `agreementStatement(agreement)`. */
  signature: fixedBytes(64),
})
export type AccountKeys = v.InferOutput<typeof accountKeys>

/** One way to open the vault: the vault key, sealed to an X25519 key derived from the lock's secret (design.md §4). */
export const lock = v.object({
  kind: v.picklist(['password', 'recovery']),
  /** X25519 public key. */
  publicKey: fixedBytes(32),
  sealedVaultKey: boundedBytes(256),
})
export type Lock = v.InferOutput<typeof lock>

/** The account's private keys, sealed under the vault key. */
export const sealedVault = boundedBytes(1024)

/** Opaque messages of OPAQUE (RFC 9807), produced and read by the library alone. */
export const opaqueMessage = boundedBytes(2048)

export const person = v.object({ keys: accountKeys, handle, nickname: v.string() })
export type Person = v.InferOutput<typeof person>
