import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import {
  headName,
  liveMonths,
  monthName,
  parseDocumentName,
  type DocumentName,
  type Month,
} from '@sarangbang/shared/room/documentName.ts'
import type { LogChange } from '@sarangbang/shared/room/documentLog.ts'
import type { DocumentReplica } from './documentReplica.ts'
import type { Documents } from './documents.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** The documents of one room that are open on this device: the head, the live months, and older ones as they are asked for. */
export interface RoomDocuments {
  readonly head: DocumentReplica
  /** Opens it where it is not open yet: an edit may reach into any month. */
  documentOf(name: DocumentName): DocumentReplica
  /** Everything open, head first; a new array whenever one more is. */
  readonly opened: Watched<readonly DocumentReplica[]>
  /** Whether the room has months before the oldest open one, as far as this device and the relay know. */
  readonly hasOlder: Watched<boolean>
  /** Opens the youngest month before the oldest open one; resolves when the device's own copy of it has been read. */
  openOlder(): Promise<DocumentReplica | null>
  /** Opens the months that have come alive since: a room may be open over the end of one. */
  openLive(): void
  /** Tells of names that somebody else has: the relay's list. */
  known(names: Iterable<string>): void
  close(): void
}

export const openRoomDocuments = ({
  room,
  documents,
  now,
  onChange,
}: {
  readonly room: RoomId
  readonly documents: Documents
  readonly now: () => number
  /** Every change of every open document, from its loading on. */
  readonly onChange: (document: DocumentReplica, change: Pick<LogChange, 'added' | 'erased'>) => void
}): RoomDocuments => {
  const open = new Map<DocumentName, { readonly document: DocumentReplica; readonly stop: () => void }>()
  const opened = makeWatchable<readonly DocumentReplica[]>([])
  const hasOlder = makeWatchable(false)
  const months = new Set<Month>()

  const monthIn = (name: string): Month | null => parseDocumentName(name)?.month ?? null
  const oldestOpen = (): Month | null =>
    [...open.keys()]
      .map(monthIn)
      .reduce((oldest, month) => (oldest === null || (month !== null && month < oldest) ? month : oldest), null)
  const older = (): Month | null => {
    const oldest = oldestOpen()
    return (
      [...months]
        .filter(month => oldest === null || month < oldest)
        .sort()
        .at(-1) ?? null
    )
  }
  const documentOf = (name: DocumentName): DocumentReplica => {
    const known = open.get(name)
    if (known !== undefined) return known.document
    const document = documents.acquire(name)
    const there = document.log.envelopes()
    const stop = document.log.observe(change => onChange(document, change))
    open.set(name, { document, stop })
    if (there.length > 0) onChange(document, { added: there, erased: [] })
    const month = monthIn(name)
    if (month !== null) months.add(month)
    opened.set([...open.values()].map(one => one.document))
    hasOlder.set(older() !== null)
    return document
  }

  const openLive = (): void => {
    for (const month of liveMonths(now())) documentOf(monthName(room, month))
  }
  const known: RoomDocuments['known'] = names => {
    for (const name of names) {
      // Of thousands that the relay told of, most are other rooms'.
      if (!name.startsWith(room)) continue
      const place = parseDocumentName(name)
      if (place?.room === room && place.month !== null) months.add(place.month)
    }
    hasOlder.set(older() !== null)
  }
  const head = documentOf(headName(room))
  openLive()
  // A month that came from a peer alone, or that a relay put back to an older state has forgotten, nobody else would name.
  void documents.onDisk().then(known)
  return {
    head,
    openLive,
    documentOf,
    opened,
    hasOlder,
    openOlder: async () => {
      const month = older()
      if (month === null) return null
      const document = documentOf(monthName(room, month))
      await document.loaded
      return document
    },
    known,
    close: () => {
      for (const { document, stop } of open.values()) {
        stop()
        documents.release(document)
      }
      open.clear()
    },
  }
}
