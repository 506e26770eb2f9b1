import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import { encodeErasure } from '@sarangbang/shared/crypto/eraseEnvelope.ts'
import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import { headName, monthName, monthOf, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { encodeEntry } from '@sarangbang/shared/room/encodeEntry.ts'
import type { Entry, EntryRef, ReadEntry, Stamp } from '@sarangbang/shared/room/entry.ts'
import { compareStamps } from '@sarangbang/shared/room/stamp.ts'
import type { JournalPart, JournalRecord } from './store/journal.ts'

export interface Restamping {
  /** A new reading of the clock that was corrected; records are stamped in the order they were written. */
  readonly stamp: Stamp
  /** The correction it was read under. */
  readonly offsetMs: number
  /** In which month an entry stands by now: what it is about may have been stamped anew before it. `null`: not known here. */
  monthOfEntry(id: EntryId): Month | null
  /** Where copies of an own entry stand in the document of its part: what is to be erased there. */
  placesOf(id: EntryId, part: JournalPart): readonly EnvelopePlace[]
  /** Whether the relay takes the document at all by now: a month too far ahead it does not. */
  isAccepted(document: DocumentName): boolean
}

const earlier = (one: Stamp, other: Stamp): Stamp => (compareStamps(one, other) < 0 ? one : other)

/**
 * A record whose stamps came from a clock that was wrong, as if it were written now (design.md §3, Time): new stamps, and with them
 * perhaps another month; the old copies are erased by the same record. Its ids stay, so nothing is ever there twice. Pure; records
 * already stamped anew under this offset are the caller's to leave out.
 */
export const restampRecord = (record: JournalRecord, restamping: Restamping): JournalRecord => {
  const { offsetMs, placesOf } = restamping
  const parts: JournalPart[] = []
  const erased = new Map<DocumentName, readonly EnvelopePlace[]>()
  for (const part of record.parts) {
    const entry = part.kind === 'sealed' ? decodeEntry(part.plain) : null
    // An erasure names places and has no time; what a newer version wrote is not understood here.
    if (entry?.ok !== true || entry.value.type === 'unknown') {
      parts.push(part)
      continue
    }
    const anew = restampEntry(entry.value, part.document, restamping)
    const document = documentFor(anew, part.document, record, restamping)
    parts.push({ document, kind: 'sealed', plain: encodeEntry(anew), place: null })
    const places = [...(erased.get(part.document) ?? []), ...placesOf(entry.value.id, part)]
    if (places.length > 0) erased.set(part.document, places)
  }
  for (const [document, places] of erased) {
    parts.push({ document, kind: 'erase', plain: encodeErasure(places), place: null })
  }
  return { ...record, parts, offsetMs }
}

const restampEntry = (
  entry: Exclude<ReadEntry, { readonly type: 'unknown' }>,
  document: DocumentName,
  { stamp, monthOfEntry, isAccepted }: Restamping,
): Entry => {
  const aim = (ref: EntryRef): EntryRef => ({ ...ref, month: monthOfEntry(ref.id) ?? ref.month })
  // Nobody has read anything later than now.
  const readUpTo = entry.readUpTo && earlier(entry.readUpTo, stamp)
  switch (entry.type) {
    case 'message':
      return { ...entry, stamp, readUpTo, replyTo: entry.replyTo && aim(entry.replyTo) }
    case 'edit':
    case 'react':
      return { ...entry, stamp, readUpTo, target: aim(entry.target) }
    case 'register':
      return { ...entry, stamp, readUpTo }
    case 'system': {
      if (entry.event.code !== 'erased') return { ...entry, stamp, readUpTo }
      // Where the message stood; one that stood in the future was never seen there by anybody but its author.
      const stood = earlier(entry.event.stamp, stamp)
      const month = isAccepted(document) ? entry.event.target.month : monthOf(stood.ms)
      return {
        ...entry,
        stamp,
        readUpTo,
        event: { ...entry.event, stamp: stood, target: { ...entry.event.target, month } },
      }
    }
  }
}

const documentFor = (
  entry: Entry,
  before: DocumentName,
  { room }: JournalRecord,
  { stamp }: Restamping,
): DocumentName => {
  if (before === headName(room)) return before
  switch (entry.type) {
    case 'edit':
    case 'react':
      return monthName(room, entry.target.month)
    case 'system':
      return monthName(room, entry.event.code === 'erased' ? entry.event.target.month : monthOf(stamp.ms))
    case 'message':
    case 'register':
      return monthName(room, monthOf(stamp.ms))
  }
}
