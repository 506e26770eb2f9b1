import type { Envelope } from '@sarangbang/shared/crypto/envelope.ts'
import type { EpochId } from '@sarangbang/shared/crypto/ids.ts'
import { openEnvelope } from '@sarangbang/shared/crypto/openEnvelope.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import type { OpenedEntry } from '@sarangbang/shared/room/entry.ts'

export type UnopenedReason =
  /** An erasure or an epoch: in the clear, read elsewhere. */
  | { readonly kind: 'not-sealed' }
  /** Its key may still come, with the head. */
  | { readonly kind: 'key-missing'; readonly epoch: EpochId }
  /** Sealed or encoded by no honest program: kept and passed on, never shown. */
  | { readonly kind: 'unreadable' }

/** An admitted envelope, opened. Its signature was checked at admission; what is inside is its author's word and no more. */
export const openedOf = (
  document: string,
  envelope: Envelope,
  keyOf: (epoch: EpochId) => Uint8Array | null,
): Result<OpenedEntry, UnopenedReason> => {
  if (envelope.kind !== 'sealed' || envelope.epoch === null) return fail({ kind: 'not-sealed' })
  const key = keyOf(envelope.epoch)
  if (key === null) return fail({ kind: 'key-missing', epoch: envelope.epoch })
  const plain = openEnvelope(document, envelope, key)
  if (!plain.ok) return fail({ kind: 'unreadable' })
  const entry = decodeEntry(plain.value)
  if (!entry.ok) return fail({ kind: 'unreadable' })
  const { author, session, clock } = envelope
  return ok({ entry: entry.value, author, place: { document, session, clock } })
}
