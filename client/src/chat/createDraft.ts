import { createSignal, type Accessor } from 'solid-js'
import type { RoomReplica, TakenDraft } from '../replica/replica.ts'
import { createWatched } from '../ui/createWatched.ts'

export interface Draft {
  /** What is in the field. */
  readonly text: Accessor<string>
  readonly write: (text: string) => void
  readonly take: () => TakenDraft
  /** Another text is in the field while a message is changed; the draft itself stays with the room, and changes there as it must. */
  readonly setAside: (instead: string) => void
  readonly takeUp: () => void
}

/** What is in the composer and not yet a message: the room's, never only the page's (promise 1). */
export const createDraft = (room: RoomReplica): Draft => {
  const own = createWatched(() => room.draft)
  const [instead, setInstead] = createSignal<string | null>(null)
  return {
    text: () => instead() ?? own(),
    write: text => room.saveDraft(text),
    take: () => room.takeDraft(),
    setAside: text => setInstead(text),
    takeUp: () => setInstead(null),
  }
}
