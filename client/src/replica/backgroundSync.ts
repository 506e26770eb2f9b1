import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { DocumentsOwed } from './documentsOwed.ts'
import { exchanged } from './exchanged.ts'
import type { RoomStates } from './roomStates.ts'

/** Rooms at a time: unread counts and previews are right within seconds, and the open room keeps most of the line (design.md §5). */
const poolSize = 4
/** Of one room at a time, beside its head and live months: a new device is told of every month of ten years at once. */
const maxNames = 8

export interface BackgroundSync {
  /** These documents have something new at the relay, or something of ours that it lacks. Told again while waiting: once is enough. */
  want(room: RoomDescriptor, documents: Iterable<DocumentName>): void
  close(): void
}

export interface BackgroundSyncDeps {
  readonly states: Pick<RoomStates, 'hold' | 'isHeld'>
  /** A room is not let go of before the relay has these of its documents on its disk. */
  readonly owed: DocumentsOwed['names']
  /** The relay's positions as far as it has told of them, by document. */
  readonly told: () => ReadonlyMap<string, number>
  /** A room was exchanged and let go of: up to these positions all is on this disk; 0 for what the relay did not know before. None where it was linked already. */
  readonly onSynced: (reached: ReadonlyMap<string, number>) => void
  /** A room was not exchanged in time, or not at all. */
  readonly onGivenUp: (room: RoomId) => void
}

/** Brings rooms up to date that nobody looks at, a few at a time. */
export const makeBackgroundSync = ({ states, owed, told, onSynced, onGivenUp }: BackgroundSyncDeps): BackgroundSync => {
  const wanted = new Map<RoomId, { readonly room: RoomDescriptor; readonly names: Set<DocumentName> }>()
  const stop = new AbortController()
  let running = 0

  /** Resolves with the positions that are on the disk now; `null` when not everything was exchanged. */
  const run = async (
    room: RoomDescriptor,
    names: Iterable<DocumentName>,
  ): Promise<ReadonlyMap<string, number> | null> => {
    // Before the relay is asked: what it tells of while we ask may have come too late for its answer. And a room that was linked
    // before was asked before: how far it is shows only when it is asked again, after whoever holds it has let go.
    const before = states.isHeld(room.id) ? null : told()
    const { state, release } = states.hold(room, 'background')
    try {
      for (const name of names) {
        // The relay's list is not to be believed in more than names.
        if (parseDocumentName(name)?.room === room.id) state.documents.documentOf(name)
      }
      await state.ready
      await state.settled()
      if (!(await exchanged(state, owed, stop.signal))) return null
      // Folded, so that the preview is right when the room closes.
      await state.settled()
      const documents = state.documents.opened.value
      const committed = await Promise.all(documents.map(document => document.committed()))
      if (!committed.every(({ ok }) => ok)) return null
      return new Map(before === null ? [] : documents.map(({ name }) => [name, before.get(name) ?? 0] as const))
    } finally {
      release()
    }
  }
  const next = (): void => {
    while (running < poolSize && !stop.signal.aborted) {
      const [first] = wanted.values()
      if (first === undefined) return
      const { room } = first
      const [now, later] = [[...first.names].slice(0, maxNames), [...first.names].slice(maxNames)]
      wanted.delete(room.id)
      running++
      void work(room, now, later)
    }
  }
  const work = async (room: RoomDescriptor, now: readonly DocumentName[], later: readonly DocumentName[]) => {
    // A room that cannot be opened now is no reason to leave the others.
    const reached = await run(room, now).catch(() => null)
    running--
    if (stop.signal.aborted) return
    if (reached === null) onGivenUp(room.id)
    else {
      if (later.length > 0) want(room, later)
      onSynced(reached)
    }
    next()
  }
  const want: BackgroundSync['want'] = (room, documents) => {
    const known = wanted.get(room.id) ?? { room, names: new Set<DocumentName>() }
    for (const name of documents) known.names.add(name)
    wanted.set(room.id, known)
    next()
  }
  return { want, close: () => stop.abort() }
}
