import { maxUpdateBytes } from '@sarangbang/shared/api/socket.ts'
import * as Y from 'yjs'
import { acknowledgeKept } from './acknowledgeKept.ts'
import { fanOut } from './fanOut.ts'
import type { GroupCommit } from './groupCommit.ts'
import type { AdmittedUpdate, HotDocument } from './hotDocument.ts'
import { mergeInGroups } from './mergeInGroups.ts'

export interface EndTurn {
  /** A document admitted something: it goes out and to the disk at the end of this turn of the event loop. */
  schedule(document: HotDocument): void
  /** Does now what is scheduled. */
  run(): void
}

/**
 * What happens once per turn of the event loop, however much arrived in it: first every document's change goes out to its sockets,
 * then all of them go to the disk in one transaction.
 *
 * @param publish told of each document's new position, after the disk has it.
 */
export const makeEndTurn = (commit: GroupCommit, publish: (document: HotDocument) => void): EndTurn => {
  const changed = new Set<HotDocument>()
  let isScheduled = false

  const run = () => {
    isScheduled = false
    for (const document of changed) {
      const admitted = document.admitted
      document.admitted = []
      if (document.isGone) continue
      fanOut(document, admitted)
      for (const row of rowsOf(admitted)) addRow(document, row)
    }
    changed.clear()
    commit.run()
  }
  const addRow = (document: HotDocument, { bytes, erases }: LooseRow) => {
    document.unkeptRows++
    commit.add({
      document: document.name,
      bytes,
      erases,
      kept(position) {
        document.unkeptRows--
        document.position = position
        document.looseRows++
        document.looseBytes += bytes.length
        document.holdsErased ||= erases
        const clocks = Y.parseUpdateMeta(bytes).to
        for (const [client, next] of clocks) document.kept.set(client, next)
        acknowledgeKept(document, clocks)
        publish(document)
      },
    })
  }
  return {
    schedule(document) {
      changed.add(document)
      if (!isScheduled) setImmediate(run)
      isScheduled = true
    },
    run,
  }
}

interface LooseRow {
  readonly bytes: Uint8Array
  readonly erases: boolean
}

/** As few rows as possible. That a row erases is said of all of a turn's: compaction then comes once more than needed, at worst. */
const rowsOf = (admitted: readonly AdmittedUpdate[]): readonly LooseRow[] => {
  const erases = admitted.some(update => update.erases)
  return mergeInGroups(
    admitted.map(update => update.bytes),
    maxUpdateBytes,
  ).map(bytes => ({ bytes, erases }))
}
