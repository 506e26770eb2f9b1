import type { AccountId, EpochId, SessionNonce } from './ids.ts'

/**
 * The bytes of one entry or register value: sealed for the members, signed by its author, bound to its place
 * (design.md §3). Layout, version 1:
 *
 *   | offset | bytes | field                                                              |
 *   |--------|-------|--------------------------------------------------------------------|
 *   | 0      | 1     | version = 1                                                        |
 *   | 1      | 1     | kind: 0 sealed, 1 erase, 2 epoch                                   |
 *   | 2      | 16    | epoch id (all zero unless sealed)                                  |
 *   | 18     | 32    | author: Ed25519 public key                                         |
 *   | 50     | 8     | session nonce                                                      |
 *   | 58     | 1–8   | clock of the Yjs struct that holds it, varuint                     |
 *   |        | 24    | XChaCha20 nonce, only when sealed                                  |
 *   |        | n     | body                                                               |
 *   | end−64 | 64    | Ed25519 signature                                                  |
 */
export type EnvelopeKind = 'sealed' | 'erase' | 'epoch'

/** Where an envelope stands in its document; both values are signed, so it can stand nowhere else. */
export interface EnvelopePlace {
  readonly session: SessionNonce
  /** The clock of its own Yjs struct, a non-negative safe integer. */
  readonly clock: number
}

export interface Envelope extends EnvelopePlace {
  readonly kind: EnvelopeKind
  /** The epoch whose key seals the body; `null` unless `kind` is `sealed`. */
  readonly epoch: EpochId | null
  readonly author: AccountId
  /** Ciphertext with its 16-byte tag when sealed, clear otherwise. A view into `bytes`. */
  readonly body: Uint8Array
  /** The whole envelope as it stands in the document. */
  readonly bytes: Uint8Array
}

/** 256 KiB: a text of 64 KiB with mentions fits four times; larger things are files (design.md §3). */
export const maxEnvelopeBytes = 256 * 1024

export type EnvelopeFault =
  | { readonly kind: 'envelope-too-short'; readonly bytes: number }
  | { readonly kind: 'envelope-too-long'; readonly bytes: number }
  | { readonly kind: 'envelope-version'; readonly version: number }
  | { readonly kind: 'envelope-kind'; readonly value: number }
  | { readonly kind: 'envelope-clock' }
  | { readonly kind: 'envelope-epoch' }
  /** The clear body of an erasure or an epoch is not what `decodeErasure`, `decodeEpoch` read. */
  | { readonly kind: 'envelope-body'; readonly of: 'erase' | 'epoch' }
