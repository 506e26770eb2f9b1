import type { Connection, InboxMessage, Marker, Room } from '@sarangbang/shared/api/index.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { makeNewestHeard } from './newestHeard.ts'
import { makeWatchable, type Watched } from './watched.ts'

/** What the relay last said of this account's surroundings. Kept on the device, so that everything opens without it. */
export interface DirectoryState {
  readonly rooms: ReadonlyMap<RoomId, Room>
  readonly connections: ReadonlyMap<string, Connection>
  /** By room, then by account. */
  readonly markers: ReadonlyMap<RoomId, ReadonlyMap<string, Marker>>
  /** By document name: grows whenever the relay keeps something new of it. */
  readonly positions: ReadonlyMap<string, number>
}

export interface Directory {
  readonly state: Watched<DirectoryState>
  /** What the stream says, in its order. Of a connection the newest word stands. */
  apply(message: InboxMessage): void
  /**
   * The relay's answer to a call of our own: it may come before or after what the stream says of the same connection. It stands at once,
   * and stays when a snapshot takes over that was read before it.
   */
  learn(connection: Connection): void
  /** What another tab has of it, which followed the stream for longer. */
  take(state: DirectoryState): void
}

export const emptyDirectory: DirectoryState = {
  rooms: new Map(),
  connections: new Map(),
  markers: new Map(),
  positions: new Map(),
}

const withKey = <K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> => new Map(map).set(key, value)
const withoutKey = <K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> => {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}

/** Only these are of interest later: a request that came to nothing is gone for both. */
const isLasting = ({ state }: Connection): boolean => state === 'requested' || state === 'accepted'

/** One message into the state. Each carries the whole present state of one thing, so repeats do no harm. */
export const applyInboxMessage = (state: DirectoryState, message: InboxMessage): DirectoryState => {
  switch (message.type) {
    case 'connection': {
      const { connection } = message
      return {
        ...state,
        connections: isLasting(connection)
          ? withKey(state.connections, connection.id, connection)
          : withoutKey(state.connections, connection.id),
      }
    }
    case 'room':
      return { ...state, rooms: withKey(state.rooms, message.room.id, message.room) }
    case 'room-gone':
      return { ...state, rooms: withoutKey(state.rooms, message.room) }
    case 'document':
      return { ...state, positions: withKey(state.positions, message.document.name, message.document.position) }
    case 'marker': {
      const ofRoom = state.markers.get(message.room) ?? new Map<string, Marker>()
      const known = ofRoom.get(message.marker.account)
      if (known !== undefined && known.version >= message.marker.version) return state
      return {
        ...state,
        markers: withKey(state.markers, message.room, withKey(ofRoom, message.marker.account, message.marker)),
      }
    }
    case 'hello':
    case 'ready':
    case 'session-ended':
      return state
  }
}

/**
 * A whole snapshot at once. One message after the other copies its map each time, which for 12,000 documents (200 rooms of five
 * years) takes seconds.
 */
const directoryOf = (messages: readonly InboxMessage[]): DirectoryState => {
  const positions = new Map<string, number>()
  const others: InboxMessage[] = []
  for (const message of messages) {
    if (message.type === 'document') positions.set(message.document.name, message.document.position)
    else others.push(message)
  }
  return { ...others.reduce(applyInboxMessage, emptyDirectory), positions }
}

/**
 * @param kept what this device kept of it; `null` on a new device
 * @param save called after changes, with the whole state; `isRare`: a person or a room, to be kept at once, and not one of many positions
 */
export const openDirectory = (
  kept: DirectoryState | null,
  save: (state: DirectoryState, isRare: boolean) => void,
): Directory => {
  const state = makeWatchable<DirectoryState>(kept ?? emptyDirectory)
  /** A snapshot is gathered apart and takes over whole: what it does not name is gone at the relay. */
  let snapshot: { readonly readMs: number; readonly messages: InboxMessage[] } | null = null
  /** When the relay read the last one, by its own clock. */
  let readMs = -Infinity
  let newest = makeNewestHeard(state.value.connections.values())
  /** Answers to calls of our own, as far as a snapshot under way may not know them. */
  const learnt = new Map<string, Connection>()

  const takeOver = ({ readMs: asOfMs, messages }: NonNullable<typeof snapshot>): void => {
    newest = makeNewestHeard()
    readMs = asOfMs
    const standing = messages.filter(message => message.type !== 'connection' || newest.hear(message.connection))
    for (const [id, connection] of learnt) {
      if (connection.updatedMs < readMs) learnt.delete(id)
      else if (newest.isNews(connection) && newest.hear(connection)) standing.push({ type: 'connection', connection })
    }
    state.set(directoryOf(standing))
  }
  const set = (message: InboxMessage): void => {
    state.set(applyInboxMessage(state.value, message))
    save(state.value, message.type !== 'document' && message.type !== 'marker')
  }
  return {
    state,
    apply: message => {
      if (message.type === 'hello') snapshot = message.snapshot ? { readMs: message.nowMs, messages: [] } : null
      else if (message.type === 'ready') {
        if (snapshot !== null) takeOver(snapshot)
        snapshot = null
        save(state.value, true)
      } else if (snapshot !== null) snapshot.messages.push(message)
      else if (message.type !== 'connection') set(message)
      else if (newest.hear(message.connection)) {
        // The stream has got there, so the snapshots after it know of it, whatever the relay's clock says of their time.
        learnt.delete(message.connection.id)
        set(message)
      }
    },
    learn: connection => {
      // Read after it was done, the snapshot would name it, were it not over by then.
      const isOver = connection.updatedMs < readMs && !state.value.connections.has(connection.id)
      if (isOver || !newest.isNews(connection)) return
      newest.hear(connection)
      learnt.set(connection.id, connection)
      set({ type: 'connection', connection })
    },
    take: known => {
      snapshot = null
      newest = makeNewestHeard(known.connections.values())
      state.set(known)
    },
  }
}
