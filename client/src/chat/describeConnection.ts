import type { RoomConnection } from '../replica/replica.ts'

/** What the connection pill says. The words are `i18n`'s; the facts are here. */
export interface ConnectionPill {
  readonly kind:
    | 'relay'
    | 'direct'
    | 'both'
    | 'connecting'
    | 'direct-only'
    | 'direct-refused'
    | 'direct-distrusted'
    | 'refused'
    | 'distrusted'
    | 'offline'
  /** Own messages of this room nobody else has; said when nothing is connected. */
  readonly waiting: number
  /**
   * When it has nothing left to tell: `both` goes after `pillLingerMs` everywhere; `relay` only on a phone, where it would stand
   * in the conversation's way. Everything that keeps a message waiting stays.
   */
  readonly leaves: 'never' | 'soon' | 'soon-on-phone'
}

export const pillLingerMs = 3_000

/**
 * @param relay Whether the relay answers at all; a room's own socket may not have found out yet.
 * @param online `navigator.onLine`; `true` proves nothing, and two devices in one house may be connected while it is `false`.
 */
export const describeConnection = (
  connection: RoomConnection,
  relay: 'connecting' | 'on' | 'off',
  online: boolean,
): ConnectionPill => {
  const { waiting } = connection
  const direct = connection.peers.length > 0
  const state = describeRelay(connection.relay, relay, online)
  if (direct) return { kind: directKinds[state], waiting, leaves: state === 'on' ? 'soon' : 'never' }
  if (state === 'on') return { kind: 'relay', waiting, leaves: 'soon-on-phone' }
  return { kind: state === 'off' ? 'offline' : state, waiting, leaves: 'never' }
}

/** With somebody's device linked, by how the relay stands: one that is away and one that is not believed are different things. */
const directKinds = {
  on: 'both',
  connecting: 'direct',
  off: 'direct-only',
  refused: 'direct-refused',
  distrusted: 'direct-distrusted',
} as const

/** The relay as far as this room goes. */
export const describeRelay = (
  room: RoomConnection['relay'],
  relay: 'connecting' | 'on' | 'off',
  online: boolean,
): RoomConnection['relay'] => {
  if (room !== 'connecting') return room
  return !online || relay === 'off' ? 'off' : 'connecting'
}

/** Nobody can take a message right now: what is written waits, and says so. */
export const isCutOff = (pill: ConnectionPill): boolean =>
  pill.kind === 'offline' || pill.kind === 'refused' || pill.kind === 'distrusted'
