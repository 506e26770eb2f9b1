import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Inbox } from '../session/openInbox.ts'
import type { AssembledReplica } from './assembleReplica.ts'
import type { Replica, StorageTrouble } from './replica.ts'
import type { RoomList } from './roomList.ts'
import { makeWatchable, type Watched } from './watched.ts'

export interface LaterReplica extends Replica, Pick<AssembledReplica, 'wake' | 'catchUp' | 'clockCorrected'> {}

export interface LaterDeps {
  readonly me: AccountId
  readonly list: RoomList
  readonly inboxState: Inbox['state']
  readonly storage: Watched<StorageTrouble | null>
  /** Brings what opens rooms, and opens it. Called again where it could not be brought: it opens nothing then. */
  readonly load: () => Promise<AssembledReplica>
}

/** A first visit whose network went away in the middle: later ones have all of it on the device. */
const retryMs = 3000

/**
 * The chats list at once, and everything that opens rooms (Yjs, signatures, links: half of all our code) when it has come. Until then
 * nothing is lost: what is told meanwhile is looked at when it begins to work, as at every start.
 */
export const openReplica = ({ me, list, inboxState, storage, load }: LaterDeps): LaterReplica => {
  const canOpen = makeWatchable(false)
  const waiting = makeWatchable(0)
  let replica: AssembledReplica | null = null
  let isClosed = false
  let retry: ReturnType<typeof setTimeout> | undefined

  const begin = async (): Promise<void> => {
    const opened = await load().catch(() => null)
    if (isClosed) return opened?.close()
    if (opened === null) return void (retry = setTimeout(() => (loading = begin()), retryMs))
    replica = opened
    waiting.set(opened.waiting.value)
    opened.waiting.watch(waiting.set)
    canOpen.set(true)
  }
  let loading = begin()
  return {
    me,
    rooms: list.rooms,
    relay: inboxState,
    waiting,
    storage,
    canOpen,
    openRoom: id => {
      if (replica === null) throw new Error('rooms cannot be opened yet')
      return replica.openRoom(id)
    },
    wake: () => replica?.wake(),
    catchUp: () => replica?.catchUp(),
    clockCorrected: () => replica?.clockCorrected(),
    close: async () => {
      isClosed = true
      clearTimeout(retry)
      await loading
      await replica?.close()
      list.close()
    },
  }
}
