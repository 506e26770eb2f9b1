import type { AccountId, EntryId } from '@sarangbang/shared/crypto/ids.ts'
import type { EntryPlace, OpenedEntry } from '@sarangbang/shared/room/entry.ts'
import { placeToText } from '@sarangbang/shared/room/orderEntries.ts'
import { subjectOf } from '@sarangbang/shared/room/timelineItems.ts'

/** Every live entry of mine in the open months, and where it stands. */
export interface OwnEntries {
  add(opened: OpenedEntry): void
  remove(place: EntryPlace): void
  /** Several after a replayed journal. */
  placesOf(id: EntryId): readonly EntryPlace[]
  inDocument(document: string, isWanted: (opened: OpenedEntry) => boolean): readonly OpenedEntry[]
  /** What is about a message of mine that I erased, its marks aside. */
  leftovers(): readonly OpenedEntry[]
}

export const makeOwnEntries = (me: AccountId): OwnEntries => {
  const byPlace = new Map<string, OpenedEntry>()
  const byId = makeIndex()
  /** By the message of mine they are about. */
  const bySubject = makeIndex()
  const erased = new Set<EntryId>()
  const left = new Map<string, OpenedEntry>()

  const subject = (opened: OpenedEntry): EntryId | null => {
    const about = subjectOf(opened)
    return about?.author === me ? about.id : null
  }
  return {
    add: opened => {
      const key = placeToText(opened.place)
      byPlace.set(key, opened)
      byId.add(opened.entry.id, key)
      const about = subject(opened)
      if (about === null) return
      const { entry } = opened
      if (entry.type === 'system' && entry.event.code === 'erased') {
        erased.add(about)
        for (const other of bySubject.of(about)) {
          const one = byPlace.get(other)
          if (one !== undefined) left.set(other, one)
        }
        return
      }
      bySubject.add(about, key)
      if (erased.has(about)) left.set(key, opened)
    },
    remove: place => {
      const key = placeToText(place)
      const opened = byPlace.get(key)
      if (opened === undefined) return
      byPlace.delete(key)
      left.delete(key)
      byId.remove(opened.entry.id, key)
      const about = subject(opened)
      if (about !== null) bySubject.remove(about, key)
    },
    placesOf: id => byId.of(id).flatMap(key => byPlace.get(key)?.place ?? []),
    inDocument: (document, isWanted) =>
      [...byPlace.values()].filter(opened => opened.place.document === document && isWanted(opened)),
    leftovers: () => [...left.values()],
  }
}

const makeIndex = () => {
  const keys = new Map<EntryId, Set<string>>()
  return {
    of: (id: EntryId): readonly string[] => [...(keys.get(id) ?? [])],
    add: (id: EntryId, key: string): void => {
      const known = keys.get(id)
      if (known === undefined) keys.set(id, new Set([key]))
      else known.add(key)
    },
    remove: (id: EntryId, key: string): void => {
      const known = keys.get(id)
      known?.delete(key)
      if (known?.size === 0) keys.delete(id)
    },
  }
}
