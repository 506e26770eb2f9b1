import type { Person } from '@sarangbang/shared/api/field.ts'
import type { Connection } from '@sarangbang/shared/api/people.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { StoredConnection } from '../store/connections.ts'

/** A connection as one of its two sees it. @param other the other of the two. */
export const connectionFor = (connection: StoredConnection, viewer: AccountId, other: Person): Connection => ({
  id: connection.id,
  kind: connection.kind,
  state: connection.state,
  asked: connection.asker === viewer ? 'me' : 'other',
  other,
  nonce: connection.nonce,
  room: connection.room,
  updatedMs: connection.updatedMs,
})

/** The account at the other end. */
export const otherOf = (connection: StoredConnection, viewer: AccountId): AccountId =>
  connection.asker === viewer ? connection.asked : connection.asker
