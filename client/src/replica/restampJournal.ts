import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { decodeEntry } from '@sarangbang/shared/room/decodeEntry.ts'
import { parseDocumentName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import type { Clock } from '@sarangbang/shared/room/clock.ts'
import { restampRecord } from './restampRecord.ts'
import type { RoomDocuments } from './roomDocuments.ts'
import type { RoomTimeline } from './roomTimeline.ts'
import type { RoomUnkept } from './roomUnkept.ts'
import type { RoomWriter } from './roomWriter.ts'
import type { StandingDeps } from './standingParts.ts'
import { isSameTime, type Journal, type JournalPart, type JournalRecord } from './store/journal.ts'

export interface RestampDeps {
  readonly clock: Pick<Clock, 'tick' | 'offsetMs'>
  readonly journal: Pick<Journal, 'replace'>
  readonly unkept: RoomUnkept
  readonly timeline: RoomTimeline
  readonly ownPlacesIn: StandingDeps['ownPlacesIn']
  readonly documents: Pick<RoomDocuments, 'documentOf'>
  readonly writer: Pick<RoomWriter, 'place' | 'inTurn'>
  /** Resolves when what was read is folded. */
  readonly folded: () => Promise<void>
  readonly isAccepted: (document: DocumentName) => boolean
}

/**
 * After a correction of the clock by more than a minute: what this device wrote by the wrong one and nobody has yet is stamped anew, in
 * the order it was written (design.md §3, Time). All of it changes in the journal at once, and only then in the documents; whatever a page that
 * dies in between leaves undone, `replayJournal` does. Resolves when no copy by an old stamp stands any more that can be erased now; what
 * stood nowhere follows, in the writer's turn.
 */
export const restampJournal = async (deps: RestampDeps): Promise<void> => {
  const changed = await deps.writer.inTurn(() => changeJournal(deps))
  const [former, others] = [changed.filter(hasFormerCopy), changed.filter(record => !hasFormerCopy(record))]
  const erasing = former.map(({ id }) => deps.writer.place(id))
  for (const { id } of others) void deps.writer.place(id)
  await Promise.all(erasing)
}

const hasFormerCopy = ({ parts }: JournalRecord): boolean => parts.some(({ kind }) => kind === 'erase')

const changeJournal = async (deps: RestampDeps): Promise<readonly JournalRecord[]> => {
  const { clock, journal, unkept, documents, folded } = deps
  const outdated = [...unkept.records.value.values()].filter(record => !isSameTime(record, clock))
  if (outdated.length === 0) return []
  // An old copy is only found, and can only be erased, where it has been read.
  await Promise.all(outdated.flatMap(({ parts }) => parts).map(({ document }) => documents.documentOf(document).loaded))
  await folded()
  const anew = restampAll(outdated, deps)
  const replaced = await journal.replace(anew)
  // A disk that does not take it leaves all as it was; the next opening of the room finds it so and tries again.
  if (!replaced.ok) return []
  const changed = anew.filter(({ id }) => replaced.value.has(id) && unkept.records.value.has(id))
  for (const record of changed) unkept.set(record)
  return changed
}

const restampAll = (
  outdated: readonly JournalRecord[],
  { clock, unkept, timeline, ownPlacesIn, isAccepted }: RestampDeps,
): readonly JournalRecord[] => {
  const months = new Map<EntryId, Month>()
  const note = ({ parts }: JournalRecord): void => {
    for (const part of parts) {
      const [id, month] = [messageIn(part), parseDocumentName(part.document)?.month ?? null]
      if (id !== null && month !== null) months.set(id, month)
    }
  }
  for (const record of unkept.records.value.values()) note(record)
  const placesOf = (id: EntryId, { document, place }: JournalPart): JournalPlaces => {
    const places = ownPlacesIn(document, id).map(
      ({ session, clock: at }) => ({ session, clock: at }) as JournalPlaces[number],
    )
    const isKnown = place === null || places.some(one => one.session === place.session && one.clock === place.clock)
    return isKnown ? places : [...places, place]
  }
  return outdated.map(record => {
    const anew = restampRecord(record, {
      stamp: clock.tick(),
      offsetMs: clock.offsetMs,
      monthOfEntry: id => months.get(id) ?? timeline.monthOf(id),
      placesOf,
      isAccepted,
    })
    note(anew)
    return anew
  })
}

type JournalPlaces = NonNullable<JournalPart['place']>[]

const messageIn = ({ kind, plain }: JournalPart): EntryId | null => {
  const entry = kind === 'sealed' ? decodeEntry(plain) : null
  return entry?.ok === true && entry.value.type === 'message' ? entry.value.id : null
}
