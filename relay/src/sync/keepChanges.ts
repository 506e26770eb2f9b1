import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { maxUpdateBytes } from '@sarangbang/shared/api/socket.ts'
import * as Y from 'yjs'
import { acknowledgeKept } from './acknowledgeKept.ts'
import type { GroupCommit } from './groupCommit.ts'
import type { AdmittedUpdate, HotDocument } from './hotDocument.ts'
import { mergeInGroups } from './mergeInGroups.ts'
import type { SyncParts } from './syncParts.ts'

/** What was admitted, on its way to the disk. */
export interface KeepChanges {
  /** To be called after `add`, once for all that came in a turn. */
  (): void
  add(document: HotDocument, admitted: readonly AdmittedUpdate[]): void
  /** Hands over what waits, without waiting any longer. */
  flush(): void
}

/**
 * Asks the disk for one transaction in `commitEveryMs` at most: at once after a pause, so that two people who talk have their ticks in
 * two milliseconds; in a busy relay what came since the last. A transaction costs half a millisecond of CPU however little is in it; and
 * what came for one document goes as one row, with one acknowledgement. Nobody waits for this but the tick.
 *
 * @param publish told of each document's new position, after the disk has it.
 */
export const makeKeepChanges = (
  { limits, steadyMs }: Pick<SyncParts, 'limits' | 'steadyMs'>,
  commit: Pick<GroupCommit, 'add' | 'run'>,
  publish: (document: HotDocument) => void,
): KeepChanges => {
  const changed = new Set<HotDocument>()
  let flushedMs = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | null = null

  const flush = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (changed.size === 0) return
    flushedMs = steadyMs()
    for (const document of changed) {
      const { unkept } = document
      document.unkept = []
      if (!document.isGone) addRows(document, unkept)
    }
    changed.clear()
    commit.run()
  }
  const addRows = (document: HotDocument, unkept: readonly AdmittedUpdate[]) => {
    const erases = unkept.some(update => update.erases)
    const authors = authorsOf(unkept)
    const updates = unkept.map(update => update.bytes)
    for (const bytes of mergeInGroups(updates, maxUpdateBytes)) addRow(document, bytes, erases, authors)
  }
  const addRow = (document: HotDocument, bytes: Uint8Array, erases: boolean, authors: Authors) => {
    document.unkeptRows++
    commit.add({
      document: document.name,
      bytes,
      // Said of all of them where one does: compaction then comes once more than needed, at worst.
      erases,
      kept(position) {
        document.unkeptRows--
        document.position = position
        document.looseRows++
        document.looseBytes += bytes.length
        document.holdsErased ||= erases
        const clocks = Y.parseUpdateMeta(bytes).to
        for (const [client, next] of clocks) document.kept.set(client, next)
        acknowledgeKept(document, clocks, authors)
        publish(document)
      },
    })
  }
  const keep = () => {
    if (timer || changed.size === 0) return
    const waitMs = flushedMs + limits.commitEveryMs - steadyMs()
    if (waitMs <= 0) flush()
    else timer = setTimeout(flush, waitMs)
  }
  return Object.assign(keep, {
    add(document: HotDocument, admitted: readonly AdmittedUpdate[]) {
      document.unkept.push(...admitted)
      changed.add(document)
    },
    flush,
  })
}

type Authors = ReadonlySet<AccountId> | null

/** `null`: not all of them are known. */
const authorsOf = (unkept: readonly AdmittedUpdate[]): Authors => {
  const all = new Set<AccountId>()
  for (const { authors } of unkept) {
    if (!authors) return null
    for (const author of authors) all.add(author)
  }
  return all
}
