import type { Identity } from '@sarangbang/shared/crypto/createIdentity.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Clock } from '@sarangbang/shared/room/clock.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { Inbox } from '../session/openInbox.ts'
import { makeBackgroundSync } from './backgroundSync.ts'
import { makeCatchUp } from './catchUp.ts'
import { describeRoom, type RoomDescriptor } from './describeRoom.ts'
import type { Directory, DirectoryState } from './directory.ts'
import type { Documents } from './documents.ts'
import type { LinkPeers } from './link/peerLink.ts'
import { showMarker } from './listenForMarkers.ts'
import { openRoomReplica } from './openRoomReplica.ts'
import { openRoomState, type RoomState } from './openRoomState.ts'
import type { Replica, RoomSummary, StorageTrouble } from './replica.ts'
import type { ReplicaRecords } from './replicaRecords.ts'
import { makeRoomActions } from './roomActions.ts'
import type { RoomDrafts } from './roomDrafts.ts'
import type { RoomPreviews } from './roomPreviews.ts'
import { makeRoomStates } from './roomStates.ts'
import type { RoomsOwed } from './roomsOwed.ts'
import type { Journal } from './store/journal.ts'
import type { Keyring } from './store/keyring.ts'
import type { RecordStore } from './store/records.ts'
import { summariesOf } from './summariesOf.ts'
import { makeWatchable, type Watched } from './watched.ts'

export interface ReplicaDeps {
  readonly identity: Identity
  readonly directory: Directory
  readonly documents: Documents
  readonly journal: Journal
  readonly keyring: Keyring
  readonly records: RecordStore<ReplicaRecords>
  readonly previews: RoomPreviews
  readonly drafts: RoomDrafts
  readonly clock: Clock
  readonly inboxState: Inbox['state']
  readonly leads: Watched<boolean>
  readonly storage: Watched<StorageTrouble | null>
  /** How far I have read, as this device remembers it. */
  readonly reading: Map<RoomId, Stamp>
  readonly positions: Map<string, number>
  readonly owed: RoomsOwed
  readonly linkPeers: LinkPeers
  /** My marker of this room moved: the outbox tells the relay. */
  readonly onMarker: (room: RoomId) => void
  readonly onRefusedWith: (code: number) => void
}

export interface OpenReplica extends Replica {
  wake(): void
  /** Another tab wrote something: looks whether anything is to be brought to the relay. */
  catchUp(): void
}

/** A relay that refuses a room for a while is asked again this often; its inbox tells of all else. */
const retryMs = 60_000

/** This device's copy of an account's rooms at work (replica.ts). */
export const openReplica = (deps: ReplicaDeps): OpenReplica => {
  const { identity, directory, clock, drafts, previews, records, positions } = deps
  const me = identity.account
  const rooms = makeWatchable<readonly RoomSummary[] | null>(null)
  const waiting = makeWatchable(0)
  let described: ReadonlyMap<RoomId, RoomDescriptor> = new Map()

  const moved = async ({ room, reading, links }: RoomState): Promise<void> => {
    const upTo = reading.mine.value
    const sealed = reading.sealMine()
    if (upTo === null || sealed === null) return
    showMarker(links.awareness, me, sealed)
    await records.put('marker', room.id, { upTo, sealed })
    deps.onMarker(room.id)
  }
  const openState = (room: RoomDescriptor): RoomState => {
    const state = openRoomState({
      room,
      identity,
      clock,
      documents: deps.documents,
      journal: deps.journal,
      keyring: deps.keyring,
      readUpTo: deps.reading.get(room.id) ?? null,
      linkPeers: deps.linkPeers(room),
      onRefusedWith: deps.onRefusedWith,
    })
    hearDirectory(state)
    const stops = [
      previews.follow(state),
      deps.owed.follow(state),
      directory.state.watch(() => hearDirectory(state)),
      state.unkept.records.watch(() => void catchUp()),
      state.reading.mine.watch(upTo => {
        if (upTo === null) return
        deps.reading.set(room.id, upTo)
        void records.put('reading', room.id, upTo)
      }),
    ]
    return {
      ...state,
      close: () => {
        for (const stop of stops) stop()
        state.close()
      },
    }
  }
  /** What the relay tells of a room at work: who has read how far, and which months there are. */
  const hearDirectory = ({ room, reading, documents }: RoomState): void => {
    const { markers, positions: told } = directory.state.value
    for (const { account, sealed } of markers.get(room.id)?.values() ?? []) reading.hear(account as typeof me, sealed)
    documents.known(told.keys())
  }
  const states = makeRoomStates(openState)
  const told = () => directory.state.value.positions
  let retry: ReturnType<typeof setTimeout> | undefined
  const sync = makeBackgroundSync({
    states,
    told,
    onSynced: reached => {
      for (const [name, position] of reached) positions.set(name, position)
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
    owed: deps.owed.rooms,
    roomOf: id => described.get(id),
    isAble: () => deps.leads.value && deps.inboxState.value === 'on',
    onJournal: waiting.set,
  })
  const describeAll = (state: DirectoryState): void => {
    described = new Map(
      [...state.rooms.values()].flatMap(room => {
        const one = describeRoom(room, me)
        // A room whose id does not fit its founders is somebody's trick: it is not shown and nothing is sealed for it.
        return one.ok ? [[room.id, one.value] as const] : []
      }),
    )
  }
  const list = (): void => {
    const known = previews.byRoom.value
    if (known !== null) rooms.set(summariesOf(me, described.values(), known, drafts.byRoom.value, rooms.value ?? []))
  }
  let listedRooms = directory.state.value.rooms
  describeAll(directory.state.value)
  list()
  const stops = [
    previews.byRoom.watch(list),
    drafts.byRoom.watch(list),
    directory.state.watch(state => {
      if (state.rooms !== listedRooms) {
        listedRooms = state.rooms
        describeAll(state)
        list()
      }
      void catchUp()
    }),
    deps.inboxState.watch(() => void catchUp()),
    deps.leads.watch(() => void catchUp()),
  ]
  void catchUp()

  return {
    me,
    rooms,
    relay: deps.inboxState,
    waiting,
    storage: deps.storage,
    openRoom: id => {
      const room = described.get(id)
      if (room === undefined) throw new Error('this device knows no such room')
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
        onRead: () => void moved(held.state),
        nowMs: () => clock.nowMs(),
      })
    },
    catchUp: () => void catchUp(),
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
      previews.close()
    },
  }
}
