import type { EntryPlace, OpenedEntry, ReadEntry } from './entry.ts'
import { compareStamps } from './stamp.ts'

/** By UTF-16 code units: the same on every device, whatever its language. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** A place as one text, unique over all documents. */
export const placeToText = ({ document, session, clock }: EntryPlace): string => `${document}/${session}:${clock}`

const comparePlaces = (a: EntryPlace, b: EntryPlace): number =>
  compareTexts(a.document, b.document) || compareTexts(a.session, b.session) || a.clock - b.clock

/** Which copy of an entry counts first: the smaller stamp, then the smaller place. */
export const compareCopies = (a: OpenedEntry, b: OpenedEntry): number =>
  compareStamps(a.entry.stamp, b.entry.stamp) || comparePlaces(a.place, b.place)

/** Which of an author's entries came later; stamps of two devices may be equal, ids are not. */
export const compareEntries = (a: OpenedEntry, b: OpenedEntry): number =>
  compareStamps(a.entry.stamp, b.entry.stamp) ||
  compareTexts(a.author, b.author) ||
  compareTexts(a.entry.id, b.entry.id)

/**
 * One copy of each entry. A journal that is replayed after a restored backup writes entries again, stamped later: without this a
 * reaction taken back would be given again.
 */
export const firstCopies = <E extends ReadEntry>(opened: readonly OpenedEntry<E>[]): readonly OpenedEntry<E>[] => {
  if (opened.length < 2) return opened
  const firsts = new Map<string, OpenedEntry<E>>()
  for (const one of opened) {
    const key = `${one.author}/${one.entry.id}`
    const known = firsts.get(key)
    if (!known || compareCopies(one, known) < 0) firsts.set(key, one)
  }
  return [...firsts.values()]
}
