import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { headName, parseDocumentName, type DocumentName } from '@sarangbang/shared/room/documentName.ts'
import type { BackgroundSync } from './backgroundSync.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { RoomStates } from './roomStates.ts'
import type { Journal } from './store/journal.ts'

export interface CatchUpDeps {
  readonly journal: Pick<Journal, 'list'>
  readonly states: Pick<RoomStates, 'open' | 'isHeld'>
  readonly sync: Pick<BackgroundSync, 'want'>
  /** The relay's positions as far as it has told of them, by document. */
  readonly told: () => ReadonlyMap<string, number>
  /** Those up to which this device has everything. */
  readonly reached: ReadonlyMap<string, number>
  /** Documents of which the relay lacks something that a peer already has. */
  readonly owed: () => ReadonlySet<DocumentName>
  readonly roomOf: (id: RoomId) => RoomDescriptor | undefined
  /** Whether this tab is to do it, and the relay is there. */
  readonly isAble: () => boolean
  /** The journal was read. */
  readonly onJournal: (records: number) => void
}

/**
 * Looks what the relay has and this device has not, room by room, and what this device has and nobody else. Called at every news:
 * what is told while it looks makes it look once more, not once each.
 */
export const makeCatchUp = ({ journal, states, sync, told, reached, owed, roomOf, isAble, onJournal }: CatchUpDeps) => {
  let running = false
  let again = false

  const look = async (): Promise<void> => {
    const names = new Map<RoomId, DocumentName[]>()
    const want = (name: DocumentName): void => {
      const room = parseDocumentName(name)?.room
      if (room === undefined) return
      const known = names.get(room)
      if (known === undefined) names.set(room, [name])
      else if (!known.includes(name)) known.push(name)
    }
    const held = states.open().filter(({ room }) => states.isHeld(room.id))
    const opened = new Set(held.flatMap(({ documents }) => documents.opened.value.map(({ name }) => name)))
    for (const [name, position] of isAble() ? positionsOf(told(), reached) : []) {
      // What is open here is linked and needs nobody to ask for it; how far it got is looked at when it closes. A position that has
      // gone back is a relay restored from an older backup: it lacks what came after, and we may have it.
      if (position === (reached.get(name) ?? 0) || opened.has(name as DocumentName)) continue
      want(name as DocumentName)
    }
    const journaled = await journal.list()
    if (journaled.ok) onJournal(journaled.value.length)
    if (!isAble()) return
    const unkept = journaled.ok ? journaled.value.map(({ room }) => headName(room)) : []
    for (const name of [...unkept, ...owed()]) if (!opened.has(name)) want(name)
    for (const [id, wanted] of names) {
      const room = roomOf(id)
      if (room !== undefined) sync.want(room, wanted)
    }
  }
  return async (): Promise<void> => {
    again = true
    if (running) return
    running = true
    while (again) {
      again = false
      await look()
    }
    running = false
  }
}

/** What the relay has told of; at 0 what it told of once and does not any more: it lost the whole document. */
const positionsOf = (
  told: ReadonlyMap<string, number>,
  reached: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> => {
  const all = new Map(told)
  for (const name of reached.keys()) if (!all.has(name)) all.set(name, 0)
  return all
}
