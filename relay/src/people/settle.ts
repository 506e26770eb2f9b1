import { directRoom } from '../rooms/foundRoom.ts'
import type { StoredConnection } from '../store/connections.ts'
import type { StoredRoom } from '../store/rooms.ts'
import type { Records } from '../store/store.ts'
import type { Answer } from './decideAnswer.ts'

export interface Settled {
  readonly connection: StoredConnection
  /** The direct room that acceptance makes; `null` otherwise. */
  readonly room: StoredRoom | null
}

/** The time of a change: always later than the one before, also when the clock was set back, so that a device knows the newer of two words. */
export const changedMs = ({ updatedMs }: Pick<StoredConnection, 'updatedMs'>, nowMs: number): number =>
  Math.max(nowMs, updatedMs + 1)

/**
 * Writes an answer; acceptance makes the direct room. Call inside the transaction that decided, and `announce` after it.
 * @param crossingNonce of the request that crossed this one and accepts it by that.
 */
export const settle = async (
  { connections, rooms }: Records,
  connection: StoredConnection,
  answer: Answer,
  crossingNonce: string | null,
  nowMs: number,
): Promise<Settled> => {
  const room = answer === 'accepted' ? directRoom(connection.asker, connection.asked, connection.nonce, nowMs) : null
  // Nonces are checked before they are written, so this is a bug or a damaged row.
  if (answer === 'accepted' && !room) throw new Error('a connection whose nonce makes no room')
  if (room) await rooms.add(room)
  const change = { state: answer, room: room?.id ?? null, crossingNonce, updatedMs: changedMs(connection, nowMs) }
  await connections.update(connection.id, change)
  return { connection: { ...connection, ...change }, room }
}
