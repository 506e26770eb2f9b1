import type { EntryId } from '@sarangbang/shared/crypto/ids.ts'
import { clientIdOf } from '@sarangbang/shared/crypto/clientIdOf.ts'
import { headName, parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import * as Y from 'yjs'
import type { DocumentReplica } from './documentReplica.ts'
import type { RoomState } from './openRoomState.ts'
import type { JournalRecord } from './store/journal.ts'
import { makeWatchable, type Watched } from './watched.ts'

/**
 * Documents of which the relay lacks something that a member's device took directly. The journal is done with it, as somebody has it; but
 * who was away finds it only at the relay, so it is brought there even when nobody opens the room again: the entry, and in the head the
 * key that opens it. A document is paid when the relay has acknowledged, to this page, all that the document holds: what was merely
 * sent dies with a relay that dies.
 */
export interface DocumentsOwed {
  /** Those the relay takes by now: it can be owed no other, such as a month too far ahead, whose turn comes with the month. */
  readonly names: Watched<ReadonlySet<DocumentName>>
  /** Notices what others took before the relay had it, and what the relay has got since. Returns what stops it. */
  follow(state: Pick<RoomState, 'me' | 'unkept' | 'documents' | 'isKeyAtRelay'>): () => void
}

/**
 * @param kept as read from this device
 * @param save is called with all of them after each change
 * @param isAccepted whether the relay takes the document now, by this device's clock. Asked at each look and not once: a clock that was
 *   wrong when something was taken must not have it forgotten.
 */
export const makeDocumentsOwed = (
  kept: readonly DocumentName[],
  save: (names: readonly DocumentName[]) => unknown,
  isAccepted: (name: DocumentName) => boolean,
): DocumentsOwed => {
  const names = makeWatchable<ReadonlySet<DocumentName>>(new Set(kept))
  const accepted = (): ReadonlySet<DocumentName> => new Set([...names.value].filter(isAccepted))
  const set = (next: ReadonlySet<DocumentName>): void => {
    names.set(next)
    save([...next])
  }
  const pay = ({ name, log, kept }: DocumentReplica): void => {
    if (!names.value.has(name) || !kept.isAtRelay(Y.decodeStateVector(Y.encodeStateVector(log.doc)))) return
    set(new Set([...names.value].filter(one => one !== name)))
  }
  return {
    names: {
      get value() {
        return accepted()
      },
      watch: listener => names.watch(() => listener(accepted())),
    },
    follow: ({ me, unkept, documents, isKeyAtRelay }) => {
      /** A part's document where the relay lacks the part, and the head where it lacks the key that the part is sealed under. */
      const lackingFor = ({ document, place }: JournalRecord['parts'][number]): readonly DocumentName[] => {
        const room = parseDocumentName(document)?.room
        const open = documents.opened.value.find(({ name }) => name === document)
        if (open === undefined || place === null || room === undefined) return [document]
        const client = clientIdOf(document, me, place.session)
        const isThere = open.kept.isAtRelay(new Map([[client, place.clock + 1]]))
        return [
          ...(isThere ? [] : [document]),
          ...(isKeyAtRelay(document, client, place.clock) ? [] : [headName(room)]),
        ]
      }
      let before: ReadonlyMap<EntryId, JournalRecord> = unkept.records.value
      const owe = (now: ReadonlyMap<EntryId, JournalRecord>): void => {
        const taken = [...before].filter(([id]) => !now.has(id)).flatMap(([, { parts }]) => parts)
        before = now
        const owed = taken.flatMap(lackingFor)
        if (owed.some(name => !names.value.has(name))) set(new Set([...names.value, ...owed]))
      }
      const watched = new Map<DocumentReplica, () => void>()
      const watch = (): void => {
        for (const document of documents.opened.value) {
          if (!watched.has(document))
            watched.set(
              document,
              document.kept.atRelay.watch(() => pay(document)),
            )
        }
      }
      watch()
      const stops = [unkept.records.watch(owe), documents.opened.watch(watch)]
      return () => [...stops, ...watched.values()].forEach(stop => stop())
    },
  }
}
