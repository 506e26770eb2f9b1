import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomStates } from './roomStates.ts'
import type { RoomState } from './openRoomState.ts'

/** Rooms at a time: unread counts and previews are right within seconds, and the open room keeps most of the line (design.md §5). */
const poolSize = 4
/** A room whose relay does not answer gives its place to the next; the inbox's return starts it again. */
const patienceMs = 30_000

export interface BackgroundSync {
  /** These documents have something new at the relay, or something of ours that it lacks. Told again while waiting: once is enough. */
  want(room: RoomDescriptor, documents: Iterable<DocumentName>): void
  close(): void
}

/** Resolves when the relay and this device have exchanged everything, or when it takes too long. */
const settled = (state: RoomState, stop: AbortSignal): Promise<boolean> =>
  new Promise(resolve => {
    const isDone = () => state.links.state.value.relay === 'on' && state.unkept.records.value.size === 0
    const end = (isExchanged: boolean): void => {
      stops.forEach(one => one())
      clearTimeout(timer)
      resolve(isExchanged)
    }
    const look = (): void => {
      if (isDone()) end(true)
    }
    const stops = [state.links.state.watch(look), state.unkept.records.watch(look)]
    const timer = setTimeout(() => end(false), patienceMs)
    stop.addEventListener('abort', () => end(false), { once: true })
    look()
  })

/** Brings rooms up to date that nobody looks at, a few at a time. */
export const makeBackgroundSync = (
  states: RoomStates,
  onSynced: (room: RoomId, names: readonly string[]) => void,
): BackgroundSync => {
  const wanted = new Map<RoomId, { readonly room: RoomDescriptor; readonly names: Set<DocumentName> }>()
  const stop = new AbortController()
  let running = 0

  const run = async (room: RoomDescriptor, names: ReadonlySet<DocumentName>): Promise<void> => {
    const held = states.hold(room, 'background')
    for (const name of names) {
      // The relay's list is not to be believed in more than names.
      if (parseDocumentName(name)?.room === room.id) held.state.documents.documentOf(name)
    }
    await held.state.ready
    if (await settled(held.state, stop.signal)) {
      onSynced(
        room.id,
        held.state.documents.opened.value.map(document => document.name),
      )
    }
    held.release()
  }
  const next = (): void => {
    while (running < poolSize && !stop.signal.aborted) {
      const [first] = wanted.values()
      if (first === undefined) return
      wanted.delete(first.room.id)
      running++
      void run(first.room, first.names).finally(() => {
        running--
        next()
      })
    }
  }
  return {
    want: (room, documents) => {
      const known = wanted.get(room.id) ?? { room, names: new Set<DocumentName>() }
      for (const name of documents) known.names.add(name)
      wanted.set(room.id, known)
      next()
    },
    close: () => stop.abort(),
  }
}
