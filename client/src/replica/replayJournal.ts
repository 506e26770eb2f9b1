import type { EnvelopePlace } from '@sarangbang/shared/crypto/envelope.ts'
import type { EntryId, SessionNonce } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import type { EntryPlace } from '@sarangbang/shared/room/entry.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomDocuments } from './roomDocuments.ts'
import type { RoomTimeline } from './roomTimeline.ts'
import type { RoomUnkept } from './roomUnkept.ts'
import type { RoomWriter } from './roomWriter.ts'
import type { Journal, JournalRecord } from './store/journal.ts'

/**
 * At start: whatever this device wrote and nobody else has is stamped anew where no live copy of it stands any more (a page that
 * died between the journal and the document, a document the browser lost). Folds go by entry id, so a copy too many does no harm.
 */
export const replayJournal = async ({
  room,
  journal,
  timeline,
  unkept,
  writer,
  documents,
}: {
  readonly room: RoomDescriptor
  readonly journal: Journal
  readonly timeline: RoomTimeline
  readonly unkept: RoomUnkept
  readonly writer: RoomWriter
  readonly documents: RoomDocuments
}): Promise<void> => {
  const listed = await journal.list(room.id)
  // A journal that cannot be read now is read at the next start; what it holds stays in it.
  if (!listed.ok) return
  const erased = erasedBy(listed.value)
  for (const record of listed.value) {
    await Promise.all(record.parts.map(part => documents.documentOf(part.document).loaded))
    const standing = standingParts(record, timeline)
    if (standing !== null) unkept.set({ ...record, parts: standing })
    // Taken back before anybody had it: what was erased must not be written again.
    else if (erased.has(record.id) || timeline.isErased(record.id)) await journal.remove([record.id])
    else {
      // Counted as waiting whatever becomes of it now: what could not be stamped is tried again.
      unkept.set(record)
      await writer.stamp(record)
    }
  }
}

/** What the journal's own erasures are about: a page may have died before it let go of the erased one's record. */
const erasedBy = (records: readonly JournalRecord[]): ReadonlySet<EntryId> => {
  const ids = new Set<EntryId>()
  for (const { kind, plain } of records.flatMap(({ parts }) => parts)) {
    const entry = kind === 'sealed' ? decodeEntry(plain) : null
    if (entry?.ok !== true || entry.value.type !== 'system') continue
    if (entry.value.event.code === 'erased') ids.add(entry.value.event.target.id)
  }
  return ids
}

const isSame = (one: EntryPlace, other: EnvelopePlace | null): boolean =>
  one.session === other?.session && one.clock === other.clock

/** The record's parts with the places where they stand now; `null` when its entry stands nowhere. */
const standingParts = (record: JournalRecord, timeline: RoomTimeline): JournalRecord['parts'] | null => {
  const live = timeline.ownPlacesOf(record.id)
  const known = live.find(one => record.parts.some(({ place }) => isSame(one, place)))
  if (known !== undefined && record.parts.every(({ place }) => place !== null)) return record.parts
  const found = known ?? live[0]
  if (found === undefined) return null
  // Parts are written in one transaction and are kept together: the place of one stands for all of them.
  const place = { session: found.session as SessionNonce, clock: found.clock }
  return record.parts.map(part => ({ ...part, place }))
}
