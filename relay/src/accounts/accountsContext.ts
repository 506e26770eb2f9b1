import type { Person } from '@sarangbang/shared/api/field.ts'
import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Log } from '../http/log.ts'
import type { Inbox } from '../inbox/inbox.ts'
import type { Membership } from '../rooms/membership.ts'
import type { StoredAccount } from '../store/accounts.ts'
import type { Store } from '../store/store.ts'
import type { Passwords } from './passwords.ts'
import type { RelaySecret } from './relaySecret.ts'
import type { TicketKey } from './ticket.ts'

/** What the routes of accounts work with. */
export interface AccountsContext {
  readonly store: Store
  readonly secret: RelaySecret
  readonly passwords: Passwords
  readonly ticketKey: TicketKey
  readonly membership: Membership
  readonly inbox: Inbox
  /** The documents of a room without members go, from memory and from the disk. */
  forgetRoom(room: RoomId): Promise<void>
  /** What was deleted from the store leaves the disk within seconds; the relay tries until it has. */
  scrubSoon(): void
  readonly signUp: 'open' | 'closed'
  readonly log: Log
  /** Unix milliseconds. */
  readonly now: () => number
  /** Milliseconds of a clock nobody sets: for what is begun and runs out. */
  readonly steadyMs: () => number
}

/** What others may know of an account. */
export const personOf = ({ keys, handle, nickname }: StoredAccount): Person => ({ keys, handle, nickname })

/** Tells everything that these sessions hold open to close. After the store has ended them. */
export const revokeSessions = (membership: Membership, account: AccountId, sessions: readonly string[]): void => {
  for (const session of sessions) membership.revoke({ kind: 'session', account, session })
}
