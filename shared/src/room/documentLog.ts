import type * as Y from 'yjs'
import type { Envelope, EnvelopeFault, EnvelopePlace } from '../crypto/envelope.ts'
import type { AccountId, SessionNonce } from '../crypto/ids.ts'
import type { Result } from '../result.ts'
import type { DocumentName } from './documentName.ts'

/** Why an update was refused. A link that brought one is closed; what a peer is told is only that it was refused. */
export type Refusal =
  | { readonly kind: 'update-too-large'; readonly bytes: number }
  | { readonly kind: 'update-malformed'; readonly reason: string }
  | { readonly kind: 'too-many-structs'; readonly structs: number }
  | { readonly kind: 'struct-forbidden'; readonly struct: string }
  | { readonly kind: 'origin-invalid' }
  | { readonly kind: 'envelope-invalid'; readonly fault: EnvelopeFault }
  | { readonly kind: 'place-invalid' }
  | { readonly kind: 'signature-invalid' }
  | { readonly kind: 'own-client-from-outside' }
  /**
   * Nobody showed who erased what stood there, and what waits for the proof has grown too large to hold.
   */
  | { readonly kind: 'tombstone-unproven'; readonly client: number; readonly clock: number }

/** Not a refusal: something it builds on is not here yet. Answer with sync step 1. */
export interface MissingDependency {
  readonly kind: 'missing-dependency'
  readonly client: number
  readonly clock: number
}

/** What a log now holds that it did not hold before. */
export interface LogChange {
  /** Live envelopes that came, in no meaningful order. */
  readonly added: readonly Envelope[]
  /** Envelopes that were live and are erased now. */
  readonly erased: readonly EnvelopePlace[]
  /** The origin of the Yjs transaction: the link it came by, the store, or `'local'`. */
  readonly origin: unknown
  /** Nothing was applied: it waits for the proof of a tombstone, as does what follows by the same link (`admit`). */
  readonly isHeld?: true
}

/** One half of what an author writes in one transaction; `place` is known only inside it. */
export type MakeEnvelope = (place: EnvelopePlace) => Uint8Array

/**
 * A document as this replica holds it: one `Y.Array` named `log` of envelopes, and the only way in for anything from outside.
 * Made by `openDocumentLog`.
 */
export interface DocumentLog {
  readonly name: DocumentName
  readonly doc: Y.Doc
  /** Every live envelope, in no meaningful order. */
  envelopes(): readonly Envelope[]
  /** The live envelope at a client's clock. */
  envelopeAt(client: number, clock: number): Envelope | undefined
  /**
   * Admits an update from outside, or nothing of it (design.md §3, Admission): inspect, verify signatures, inspect again and
   * apply. Queued per document. Never rejects.
   *
   * A tombstone may come in an earlier update than the erasure that proves it. Then that update and what follows it by the
   * same link are held, changing nothing (`ok`, with nothing added), until the proof comes; they are applied together, and
   * told as one change.
   *
   * @param link - Who sent it, one object per link: what is held goes with it. The origin unless told; `null` holds nothing
   *   and refuses what would have to wait.
   */
  admit(
    update: Uint8Array,
    origin: unknown,
    link?: object | null,
  ): Promise<Result<LogChange, Refusal | MissingDependency>>
  /**
   * Writes own envelopes in one transaction (origin `'local'`) and returns where they stand. Only for a log opened with an
   * author; throws otherwise, because that is a bug.
   */
  append(makers: readonly MakeEnvelope[]): readonly EnvelopePlace[]
  /** Called after each transaction that changed the log, however it came (link, store, other tab, own write). */
  observe(listener: (change: LogChange) => void): () => void
  /** The session this log writes under; `null` when opened read-only (the relay). */
  readonly session: SessionNonce | null
  readonly author: AccountId | null
}
