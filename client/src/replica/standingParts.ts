import { toBase64url } from '@sarangbang/shared/crypto/base64url.ts'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { decodeErasure } from '@sarangbang/shared/crypto/eraseEnvelope.ts'
import type { EntryId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { EntryPlace } from '@sarangbang/shared/room/entry.ts'
import type { JournalPart, JournalRecord } from './store/journal.ts'

export interface StandingDeps {
  readonly logOf: (document: DocumentName) => Pick<DocumentLog, 'author' | 'envelopes'>
  /** Live places of own entries that bear this id, in this document. */
  readonly ownPlacesIn: (document: DocumentName, id: EntryId) => readonly EntryPlace[]
}

/** What this account has in a document: live places, and erasures by what they say. */
interface OwnEnvelopes {
  readonly live: ReadonlySet<string>
  readonly erasures: ReadonlyMap<string, EnvelopePlace>
}

const placeKey = ({ session, clock }: EnvelopePlace): string => `${session}/${clock}`

const ownEnvelopes = ({ author, envelopes }: Pick<DocumentLog, 'author' | 'envelopes'>): OwnEnvelopes => {
  const own = envelopes().filter(envelope => envelope.author === author)
  const erasures = own.filter(({ kind }) => kind === 'erase')
  return {
    live: new Set(own.map(placeKey)),
    erasures: new Map(erasures.map(({ body, session, clock }) => [toBase64url(body), { session, clock }])),
  }
}

/**
 * Says of a record's parts where each stands by now; `null` for those that stand nowhere and are to be written. Each part by itself: a
 * page may have died when some of the documents had their part on the disk and others not. Holds for the documents as they are at the
 * first question.
 */
export const makeStandingParts = ({
  logOf,
  ownPlacesIn,
}: StandingDeps): ((record: JournalRecord) => JournalRecord['parts']) => {
  const known = new Map<DocumentName, OwnEnvelopes>()
  const ownIn = (document: DocumentName): OwnEnvelopes => {
    const own = known.get(document) ?? ownEnvelopes(logOf(document))
    known.set(document, own)
    return own
  }
  return ({ parts }) => {
    const going = new Set(parts.flatMap(part => erasedBy(part)).map(placeKey))
    const placeOf = ({ document, kind, plain, place }: JournalPart): EnvelopePlace | null => {
      const { live, erasures } = ownIn(document)
      if (kind === 'erase') return erasures.get(toBase64url(plain)) ?? null
      const isThere = (one: EnvelopePlace): boolean => live.has(placeKey(one)) && !going.has(placeKey(one))
      if (place !== null && isThere(place)) return place
      const entry = kind === 'sealed' ? decodeEntry(plain) : null
      const copies = entry?.ok === true ? ownPlacesIn(document, entry.value.id) : []
      return copies.map(({ session, clock }) => ({ session: session as SessionNonce, clock })).find(isThere) ?? null
    }
    return parts.map(part => ({ ...part, place: placeOf(part) }))
  }
}

/** A record that was stamped anew erases its own former copies, which therefore do not count. A session is of one document only. */
const erasedBy = ({ kind, plain }: JournalPart): readonly EnvelopePlace[] => {
  const targets = kind === 'erase' ? decodeErasure(plain) : null
  return targets?.ok === true ? targets.value : []
}
