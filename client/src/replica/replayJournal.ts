import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomDocuments } from './roomDocuments.ts'
import type { RoomTimeline } from './roomTimeline.ts'
import type { RoomUnkept } from './roomUnkept.ts'
import type { RoomWriter } from './roomWriter.ts'
import { makeStandingParts, type StandingDeps } from './standingParts.ts'
import type { Journal, JournalRecord } from './store/journal.ts'

export interface ReplayDeps {
  readonly room: RoomDescriptor
  readonly journal: Pick<Journal, 'list' | 'remove'>
  readonly timeline: Pick<RoomTimeline, 'isErased'>
  readonly ownPlacesIn: StandingDeps['ownPlacesIn']
  readonly unkept: Pick<RoomUnkept, 'set'>
  readonly writer: Pick<RoomWriter, 'place'>
  readonly documents: Pick<RoomDocuments, 'documentOf'>
  /** Resolves when what was read is folded. */
  readonly folded: () => Promise<void>
  /** All that waits is known, and nothing of it written yet: what was stamped by a wrong clock is not to go out any more. */
  readonly beforeWriting: () => Promise<void>
}

/**
 * At start: whatever this device wrote and nobody else has is written anew where no live copy of it stands any more (a page that
 * died between the journal and a document, or between two; a document the browser lost). Folds go by entry id, so a copy too many does no
 * harm.
 */
export const replayJournal = async ({
  room,
  journal,
  timeline,
  ownPlacesIn,
  unkept,
  writer,
  documents,
  folded,
  beforeWriting,
}: ReplayDeps): Promise<void> => {
  const listed = await journal.list(room.id)
  // A journal that cannot be read now is read at the next start; what it holds stays in it.
  if (!listed.ok) return
  const records = listed.value
  const opened = [...new Set(records.flatMap(({ parts }) => parts).map(({ document }) => document))]
  await Promise.all(opened.map(document => documents.documentOf(document).loaded))
  await folded()
  const erased = erasedBy(records)
  const standingParts = makeStandingParts({
    logOf: name => documents.documentOf(name).log,
    ownPlacesIn,
  })
  const wanted = records.map(record => ({ ...record, parts: standingParts(record) }))
  for (const record of wanted) {
    const stands = record.parts.every(({ place }) => place !== null)
    // Taken back before anybody had it: what was erased must not be written again.
    if (!stands && (erased.has(record.id) || timeline.isErased(record.id))) {
      await journal.remove([record.id])
      continue
    }
    // Counted as waiting whatever becomes of it now: what could not be placed is tried again.
    unkept.set(record)
  }
  await beforeWriting()
  for (const { id } of wanted) await writer.place(id)
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
