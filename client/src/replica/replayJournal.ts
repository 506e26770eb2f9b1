import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomDocuments } from './roomDocuments.ts'
import type { RoomTimeline } from './roomTimeline.ts'
import type { RoomUnkept } from './roomUnkept.ts'
import { makeStandingParts, type StandingDeps } from './standingParts.ts'
import type { Journal, JournalRecord } from './store/journal.ts'

export interface ReplayDeps {
  readonly room: RoomDescriptor
  readonly journal: Pick<Journal, 'list' | 'remove'>
  readonly timeline: Pick<RoomTimeline, 'isErased'>
  readonly ownPlacesIn: StandingDeps['ownPlacesIn']
  readonly unkept: Pick<RoomUnkept, 'set'>
  readonly documents: Pick<RoomDocuments, 'documentOf'>
  /** Resolves when what was read is folded. */
  readonly folded: () => Promise<void>
  /** The room was let go of meanwhile: a document opened after that nobody would close. */
  readonly isClosed: () => boolean
}

/**
 * At start: says which of what this device wrote nobody else has, and makes it count as waiting. Whatever of it stands nowhere as a live
 * copy any more is to be written anew (a page that died between the journal and a document, or between two; a document the browser lost):
 * the caller places each. Folds go by entry id, so a copy too many does no harm. `null`: it is not known, and nothing is to be changed.
 */
export const replayJournal = async ({
  room,
  journal,
  timeline,
  ownPlacesIn,
  unkept,
  documents,
  folded,
  isClosed,
}: ReplayDeps): Promise<readonly EntryId[] | null> => {
  const listed = await journal.list(room.id)
  // A journal that cannot be read now is read at the next start; what it holds stays in it.
  if (!listed.ok || isClosed()) return null
  const records = listed.value
  const opened = [...new Set(records.flatMap(({ parts }) => parts).map(({ document }) => document))]
  await Promise.all(opened.map(document => documents.documentOf(document).loaded))
  await folded()
  if (isClosed()) return null
  const erased = erasedBy(records)
  const standingParts = makeStandingParts({
    logOf: name => documents.documentOf(name).log,
    ownPlacesIn,
  })
  const wanted = records.map(record => ({ ...record, parts: standingParts(record) }))
  const waiting: EntryId[] = []
  for (const record of wanted) {
    const stands = record.parts.every(({ place }) => place !== null)
    // Taken back before anybody had it: what was erased must not be written again.
    if (!stands && (erased.has(record.id) || timeline.isErased(record.id))) {
      await journal.remove([record.id])
      continue
    }
    // Counted as waiting whatever becomes of it now: what could not be placed is tried again.
    unkept.set(record)
    waiting.push(record.id)
  }
  return waiting
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
