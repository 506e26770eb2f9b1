import type { LogChange } from '@sarangbang/shared/room/documentLog.ts'
import { parseDocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { DocumentReplica } from './documentReplica.ts'
import type { RoomKeys } from './roomKeys.ts'
import type { RoomReading } from './roomReading.ts'
import type { RoomTimeline } from './roomTimeline.ts'
import { makeUnderWay } from './underWay.ts'

export interface ChangeLearner {
  /** A document came to hold something, or no longer holds it: the head's is for the keys, a month's for the timeline. */
  learn(document: DocumentReplica, change: Pick<LogChange, 'added' | 'erased'>): void
  /** Resolves when all that was learnt so far is opened and folded. */
  folded(): Promise<void>
}

export const learnChanges = ({
  keys,
  timeline,
  reading,
  onFolded,
}: {
  readonly keys: RoomKeys
  readonly timeline: RoomTimeline
  readonly reading: RoomReading
  /** A month's entries came or went. */
  readonly onFolded: () => void
}): ChangeLearner => {
  const { track, idle } = makeUnderWay()
  return {
    learn: (document, { added, erased }) => {
      if (parseDocumentName(document.name)?.month === null) {
        if (!keys.learn(added)) return
        reading.keysCame()
        void track(timeline.keysCame())
        return
      }
      if (added.length > 0) void track(timeline.add(document.name, added).then(onFolded))
      if (erased.length > 0) timeline.remove(document.name, erased)
      onFolded()
    },
    folded: idle,
  }
}
