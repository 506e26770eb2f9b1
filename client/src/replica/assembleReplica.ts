import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Inbox } from '../session/openInbox.ts'
import { makeBackgroundSync } from './backgroundSync.ts'
import { makeCatchUp } from './catchUp.ts'
import { showMarker } from './listenForMarkers.ts'
import { expectBulk } from './openInBulk.ts'
import { openRoomReplica } from './openRoomReplica.ts'
import type { RoomState } from './openRoomState.ts'
import type { Replica, StorageTrouble } from './replica.ts'
import { makeRoomActions } from './roomActions.ts'
import type { RoomDrafts } from './roomDrafts.ts'
import type { RoomList } from './roomList.ts'
import { makeRoomOpener, type RoomOpenerDeps } from './roomOpener.ts'
import { makeRoomStates } from './roomStates.ts'
import { makeWatchable, type Watched } from './watched.ts'

export interface ReplicaDeps extends Omit<RoomOpenerDeps, 'onUnkept'> {
  readonly list: RoomList
  readonly drafts: RoomDrafts
  readonly inboxState: Inbox['state']
  readonly leads: Watched<boolean>
  readonly storage: Watched<StorageTrouble | null>
  readonly positions: Map<string, number>
  /** My marker of this room moved: the outbox tells the relay. */
  readonly onMarker: (room: RoomId) => void
}

export interface AssembledReplica extends Omit<Replica, 'canOpen'> {
  wake(): void
  /** Another tab wrote something: looks whether anything is to be brought to the relay. */
  catchUp(): void
  /** The clock was corrected by more than a minute (clock.ts). */
  clockCorrected(): void
}

/** A relay that refuses a room for a while is asked again this often; its inbox tells of all else. */
const retryMs = 60_000

/** This device's copy of an account's rooms at work (replica.ts). */
export const assembleReplica = (deps: ReplicaDeps): AssembledReplica => {
  const { identity, directory, list, clock, drafts, records, positions } = deps
  const me = identity.account
  const waiting = makeWatchable(0)

  const moved = async ({ room, reading, links }: RoomState): Promise<void> => {
    const upTo = reading.mine.value
    const sealed = reading.sealMine()
    if (upTo === null || sealed === null) return
    showMarker(links.awareness, me, sealed)
    await records.put('marker', room.id, { upTo, sealed })
    deps.onMarker(room.id)
  }
  const states = makeRoomStates(makeRoomOpener({ ...deps, onUnkept: () => void catchUp() }))
  const told = () => directory.state.value.positions
  let retry: ReturnType<typeof setTimeout> | undefined
  const sync = makeBackgroundSync({
    states,
    owed: deps.owed.names,
    told,
    onSynced: reached => {
      for (const [name, position] of reached) {
        if (position > 0) positions.set(name, position)
        else positions.delete(name)
      }
      if (reached.size > 0) void records.put('positions', '', new Map(positions))
      // It may have moved on meanwhile, or have been looked at until now.
      void catchUp()
    },
    onGivenUp: () => {
      retry ??= setTimeout(() => {
        retry = undefined
        void catchUp()
      }, retryMs)
    },
  })
  const catchUp = makeCatchUp({
    journal: deps.journal,
    states,
    sync,
    told,
    reached: positions,
    owed: () => deps.owed.names.value,
    roomOf: list.describe,
    isAble: () => deps.leads.value && deps.inboxState.value === 'on',
    onJournal: waiting.set,
  })
  const stops = [
    directory.state.watch(() => void catchUp()),
    deps.inboxState.watch(() => void catchUp()),
    deps.leads.watch(() => void catchUp()),
  ]
  void catchUp()

  return {
    me,
    rooms: list.rooms,
    relay: deps.inboxState,
    waiting,
    storage: deps.storage,
    openRoom: id => {
      const room = list.describe(id)
      if (room === undefined) throw new Error('this device knows no such room')
      expectBulk()
      const held = states.hold(room, 'open')
      const actions = makeRoomActions(held.state, {
        identity,
        clock,
        forgetRecord: record => deps.journal.remove([record]),
      })
      return openRoomReplica({
        held: {
          state: held.state,
          release: () => {
            // Held on in the background until what was written a moment ago is with somebody.
            sync.want(room, [])
            held.release()
          },
        },
        actions,
        draft: drafts.of(id),
        saveDraft: text => drafts.save(id, text),
        takeDraft: () => drafts.take(id),
        onRead: () => void moved(held.state),
        nowMs: () => clock.nowMs(),
      })
    },
    catchUp: () => void catchUp(),
    clockCorrected: () => states.open().forEach(state => void state.corrected()),
    wake: () => {
      for (const { links, documents, writer } of states.open()) {
        documents.openLive()
        writer.retry()
        links.wake()
      }
      void catchUp()
    },
    close: async () => {
      for (const stop of stops) stop()
      clearTimeout(retry)
      sync.close()
      await states.close()
      await deps.documents.close()
    },
  }
}
