import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Stamp } from '@sarangbang/shared/room/entry.ts'
import type { RoomDescriptor } from './describeRoom.ts'
import type { Directory } from './directory.ts'
import type { DocumentsOwed } from './documentsOwed.ts'
import type { LinkPeers } from './link/peerLink.ts'
import { openRoomState, type RoomState, type RoomStateDeps } from './openRoomState.ts'
import type { ReplicaRecords } from './replicaRecords.ts'
import type { Arrivals } from './roomArrivals.ts'
import type { RoomPreviews } from './roomPreviews.ts'
import type { RecordStore } from './store/records.ts'

type AccountDeps = Pick<RoomStateDeps, 'identity' | 'documents' | 'journal' | 'keyring' | 'clock' | 'onRefusedWith'>

export interface RoomOpenerDeps extends AccountDeps {
  readonly directory: Directory
  readonly records: RecordStore<ReplicaRecords>
  readonly previews: RoomPreviews
  readonly owed: DocumentsOwed
  /** How far I have read, as this device remembers it. */
  readonly reading: Map<RoomId, Stamp>
  /** When this device heard of what claimed to be from the future, as it remembers. */
  readonly arrivals: Map<RoomId, Arrivals>
  readonly linkPeers: LinkPeers
  /** What only this device has of some room changed. */
  readonly onUnkept: () => void
}

/** Puts rooms to work: tells each what the relay says of it, and remembers what comes of it. */
export const makeRoomOpener = (deps: RoomOpenerDeps): ((room: RoomDescriptor) => RoomState) => {
  const { directory, previews, owed, records } = deps
  /** What the relay tells of a room at work: who has read how far, and which months there are. */
  const hearDirectory = ({ room, reading, documents }: RoomState): void => {
    const { markers, positions: told } = directory.state.value
    for (const { account, sealed } of markers.get(room.id)?.values() ?? []) reading.hear(account as AccountId, sealed)
    documents.known(told.keys())
  }
  return room => {
    const readUpTo = deps.reading.get(room.id) ?? null
    const state = openRoomState({
      ...deps,
      room,
      readUpTo,
      arrivals: deps.arrivals.get(room.id) ?? new Map(),
      saveArrivals: arrivals => {
        deps.arrivals.set(room.id, arrivals)
        void records.put('arrivals', room.id, arrivals)
      },
      linkPeers: deps.linkPeers(room),
    })
    hearDirectory(state)
    const stops = [
      previews.follow(state),
      owed.follow(state),
      directory.state.watch(() => hearDirectory(state)),
      state.unkept.records.watch(deps.onUnkept),
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
}
