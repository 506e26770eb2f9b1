import { roomsFor } from '../rooms/roomsFor.ts'
import { connectionsFor } from './connectionsFor.ts'
import type { PeopleContext } from './peopleContext.ts'
import type { Settled } from './settle.ts'

/**
 * Tells every device of both people, the caller's other devices too, after the store has it. The room goes first, and whoever is told
 * of it may open it.
 */
export const announce = async (
  { store, inbox, membership }: PeopleContext,
  { connection, room }: Settled,
): Promise<void> => {
  if (room) membership.admitted(room.id)
  const both = [connection.asker, connection.asked]
  for (const found of room ? await roomsFor(store, [room]) : [])
    for (const account of both) inbox.publish(account, { type: 'room', room: found })
  for (const account of both)
    for (const seen of await connectionsFor(store, [connection], account))
      inbox.publish(account, { type: 'connection', connection: seen })
}
