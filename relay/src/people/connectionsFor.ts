import type { Connection } from '@sarangbang/shared/api/people.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { StoredConnection } from '../store/connections.ts'
import type { Records } from '../store/store.ts'
import { connectionFor, otherOf } from './connectionFor.ts'

/** Connections as one side sees them, in the given order. One whose other end withdrew meanwhile is left out: it is gone. */
export const connectionsFor = async (
  { accounts }: Records,
  connections: readonly StoredConnection[],
  viewer: AccountId,
): Promise<Connection[]> => {
  const people = await accounts.people(connections.map(connection => otherOf(connection, viewer)))
  return connections.flatMap(connection => {
    const other = people.get(otherOf(connection, viewer))
    return other ? [connectionFor(connection, viewer, other)] : []
  })
}
