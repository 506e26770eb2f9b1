import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import type { AccountId, EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import type { EntryPlace } from '@sarangbang/shared/room/entry.ts'
import type { Kept } from './kept.ts'
import type { JournalPart, JournalRecord } from './store/journal.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** What of a room only this device has: the journal's records in memory, until all of a record, and its key, is on somebody else's disk. */
export interface RoomUnkept {
  readonly records: Watched<ReadonlyMap<EntryId, JournalRecord>>
  /** A record was journaled, or placed in its documents. */
  set(record: JournalRecord): void
  /** A record was taken back. */
  forget(id: EntryId): void
  /** Looks which records are kept by now, lets them go, and returns their ids. */
  settle(): readonly EntryId[]
  isKept(place: EntryPlace): boolean
  /** How many of the records are messages: what a person counts as waiting. */
  messages(): number
}

const isMessage = ({ parts }: JournalRecord): boolean =>
  parts.some(({ kind, plain }) => {
    const entry = kind === 'sealed' ? decodeEntry(plain) : null
    return entry?.ok === true && entry.value.type === 'message'
  })

export const makeRoomUnkept = (
  me: AccountId,
  keptOf: (document: string) => Kept | null,
  /** Whether anybody but this device can be asked to keep it: a month too far ahead no relay takes. */
  isAccepted: (document: string) => boolean = () => true,
  /** Whether somebody else has, on disk, what opens the envelope at a client's clock: without it there is nothing of the entry but its bytes. */
  isKeyKept: (document: string, client: number, clock: number) => boolean = () => true,
): RoomUnkept => {
  const records = makeWatchable<ReadonlyMap<EntryId, JournalRecord>>(new Map())
  /** A client id is a hash; a timeline asks for the same few again and again. */
  const clients = new Map<string, number>()
  /** Read once: a record never becomes another. */
  const messages = new Map<EntryId, boolean>()
  const clientOf = (document: string, session: EnvelopePlace['session']): number => {
    const name = `${document}/${session}`
    const known = clients.get(name) ?? clientIdOf(document, me, session)
    clients.set(name, known)
    return known
  }
  const covers = (document: string, place: EnvelopePlace | null): boolean => {
    if (place === null) return false
    const client = clientOf(document, place.session)
    return (keptOf(document)?.covers(client, place.clock) ?? false) && isKeyKept(document, client, place.clock)
  }
  /** An erasure of what stands where no relay takes it is done with when this device has it; should the month come, it goes out with it. */
  const isDone = ({ document, kind, place }: JournalPart): boolean =>
    covers(document, place) || (kind === 'erase' && place !== null && !isAccepted(document))
  return {
    records,
    messages: () => [...records.value.keys()].filter(id => messages.get(id)).length,
    set: record => {
      if (!messages.has(record.id)) messages.set(record.id, isMessage(record))
      records.set(new Map(records.value).set(record.id, record))
    },
    forget: id => {
      const left = new Map(records.value)
      if (left.delete(id)) records.set(left)
    },
    settle: () => {
      const kept = [...records.value.values()].filter(({ parts }) => parts.every(isDone)).map(({ id }) => id)
      if (kept.length > 0) {
        const left = new Map(records.value)
        kept.forEach(id => left.delete(id))
        records.set(left)
      }
      return kept
    },
    isKept: ({ document, session, clock }) => covers(document, { session: session as EnvelopePlace['session'], clock }),
  }
}
