import { clientIdOf } from '../crypto/clientIdOf.ts'
import { decodeEnvelope } from '../crypto/decodeEnvelope.ts'
import { decodeEpoch } from '../crypto/epochEnvelope.ts'
import { decodeErasure } from '../crypto/eraseEnvelope.ts'
import type { Envelope } from '../crypto/envelope.ts'
import type { AccountId, SessionNonce } from '../crypto/ids.ts'
import { fail, ok, type Result } from '../result.ts'
import type { Refusal } from './documentLog.ts'
import { parseDocumentName, type DocumentName } from './documentName.ts'
import type { StructId } from './updateStruct.ts'

/** An envelope found where it says it stands. */
export interface PlacedEnvelope extends StructId {
  readonly envelope: Envelope
  /** What it erases; empty unless its kind is `erase`. Always of clients of its own author. */
  readonly erases: readonly StructId[]
}

/** Reads envelopes as ones of a given document. */
export interface EnvelopePlacer {
  /** Only bytes whose signed author, session and clock lead to exactly this place are an envelope of the document. */
  place(bytes: Uint8Array, at: StructId): Result<PlacedEnvelope, Refusal>
}

/** 10,000 sessions of 8 bytes each are more than a document ever has; beyond it the memory is begun anew. */
const maxRememberedClients = 10_000

export const makeEnvelopePlacer = (name: DocumentName): EnvelopePlacer => {
  const isHead = parseDocumentName(name)?.month === null
  const clients = new Map<string, number>()
  const clientOf = (author: AccountId, session: SessionNonce): number => {
    const key = author + session
    const known = clients.get(key)
    if (known !== undefined) return known
    if (clients.size >= maxRememberedClients) clients.clear()
    const client = clientIdOf(name, author, session)
    clients.set(key, client)
    return client
  }
  const read = (bytes: Uint8Array): Result<PlacedEnvelope, Refusal> => {
    const decoded = decodeEnvelope(bytes)
    if (!decoded.ok) return fail({ kind: 'envelope-invalid', fault: decoded.error })
    const envelope = decoded.value
    const client = clientOf(envelope.author, envelope.session)
    if (envelope.kind === 'epoch') {
      const epoch = decodeEpoch(envelope.body)
      if (!epoch.ok) return fail({ kind: 'envelope-invalid', fault: epoch.error })
    }
    if (envelope.kind !== 'erase') return ok({ envelope, client, clock: envelope.clock, erases: [] })
    const targets = decodeErasure(envelope.body)
    if (!targets.ok) return fail({ kind: 'envelope-invalid', fault: targets.error })
    const erases = targets.value.map(({ session, clock }) => ({ client: clientOf(envelope.author, session), clock }))
    return ok({ envelope, client, clock: envelope.clock, erases })
  }
  return {
    place(bytes, at) {
      const placed = read(bytes)
      if (!placed.ok) return placed
      const { client, clock, envelope } = placed.value
      const isHere = client === at.client && clock === at.clock && (envelope.kind !== 'epoch' || isHead)
      return isHere ? placed : fail({ kind: 'place-invalid' })
    },
  }
}
