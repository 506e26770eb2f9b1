import type { EntryId, EpochId } from '@sarangbang/shared/crypto/ids.ts'
import type { DocumentLog } from '@sarangbang/shared/room/documentLog.ts'
import type { EntryPlace } from '@sarangbang/shared/room/entry.ts'
import { placeToText } from '@sarangbang/shared/room/orderEntries.ts'
import { openedOf } from './openedOf.ts'

/**
 * Answers where own entries that bear an id stand in the head. Its registers are opened when somebody asks, each once: a head is small, and
 * only a journal whose page died before it heard of a place has to ask.
 */
export const makeOwnInHead = (
  { name, author, envelopes }: Pick<DocumentLog, 'name' | 'author' | 'envelopes'>,
  keyOf: (epoch: EpochId) => Uint8Array | null,
): ((id: EntryId) => readonly EntryPlace[]) => {
  const opened = new Map<string, EntryId>()
  return id => {
    const places: EntryPlace[] = []
    for (const envelope of envelopes()) {
      if (envelope.author !== author || envelope.kind !== 'sealed') continue
      const place = { document: name, session: envelope.session, clock: envelope.clock }
      const key = placeToText(place)
      if (!opened.has(key)) {
        const one = openedOf(name, envelope, keyOf)
        if (one.ok) opened.set(key, one.value.entry.id)
      }
      if (opened.get(key) === id) places.push(place)
    }
    return places
  }
}
