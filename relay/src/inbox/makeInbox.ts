import { randomBytes } from 'node:crypto'
import type { InboxMessage } from '@sarangbang/shared/api/inbox.ts'
import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Identity } from '../accounts/authentication.ts'
import type { Membership } from '../rooms/membership.ts'
import { eventText, pingText } from './eventText.ts'
import type { Inbox } from './inbox.ts'
import { makePositions } from './positions.ts'
import { makeRecentMessages, thingOf, type RecentMessages } from './recentMessages.ts'

/** One open stream, as the inbox sees it. */
export interface Follower {
  readonly identity: Identity
  send(text: string): void
  close(): void
}

/** The inbox with its streams. */
export interface InboxStreams extends Inbox {
  /**
   * Begins to follow: from now on `follower` gets everything. Returns what it missed since the event id it names, or `null` where
   * it needs a snapshot.
   * @param lastId untrusted.
   */
  follow(follower: Follower, lastId: string | null): readonly string[] | null
  unfollow(follower: Follower): void
  /** The id of everything sent so far. */
  presentId(): string
  endSession(follower: Follower): void
  /** Closes every stream; devices come back by themselves. */
  close(): void
}

/** More devices than anybody has. One more closes the oldest, which may be a connection whose other end is long gone. */
const maxStreams = 16
/** Accounts without a stream whose messages are still remembered, for whoever reconnects. */
const maxIdleAccounts = 2_000
/** y-websocket's own measure of a dead server is 30 s; proxies cut silence after 60. */
const heartbeatMs = 20_000

interface Account {
  readonly recent: RecentMessages
  /** Oldest first. */
  readonly followers: Set<Follower>
}

export const makeInbox = (membership: Membership): InboxStreams => {
  /** Of another start of the relay nothing is remembered. */
  const boot = randomBytes(6).toString('base64url').replaceAll('-', '_')
  let seq = 0
  /** Accounts with followers, and lately left ones: those first. */
  const accounts = new Map<AccountId, Account>()
  const idOf = (seq: number) => `${boot}-${seq}`
  const ofAccount = (id: AccountId) => [...(accounts.get(id)?.followers ?? [])]

  const publish = (id: AccountId, message: InboxMessage) => {
    const account = accounts.get(id)
    if (!account) return
    seq += 1
    const text = eventText(message, idOf(seq))
    account.recent.add(thingOf(message), { seq, text })
    for (const follower of account.followers) follower.send(text)
  }
  const unfollow = (follower: Follower) => {
    const { account: id } = follower.identity
    const account = accounts.get(id)
    if (!account?.followers.delete(follower) || account.followers.size > 0) return
    // To the end: the longest left is the first to be forgotten.
    accounts.delete(id)
    accounts.set(id, account)
    let idle = 0
    for (const { followers } of accounts.values()) if (followers.size === 0) idle += 1
    if (idle <= maxIdleAccounts) return
    for (const [id, { followers }] of accounts) {
      if (followers.size > 0) continue
      accounts.delete(id)
      return
    }
  }
  const end = (follower: Follower) => {
    unfollow(follower)
    follower.close()
  }
  const endSession = (follower: Follower) => {
    follower.send(eventText({ type: 'session-ended' }, null))
    end(follower)
  }
  const stopListening = membership.onRevoked(revocation => {
    if (revocation.kind === 'member') {
      publish(revocation.account, { type: 'room-gone', room: revocation.room })
      return
    }
    for (const follower of ofAccount(revocation.account))
      if (revocation.kind === 'account' || follower.identity.session === revocation.session) endSession(follower)
    if (revocation.kind === 'account') accounts.delete(revocation.account)
  })
  const heartbeat = setInterval(() => {
    for (const { followers } of accounts.values()) for (const follower of followers) follower.send(pingText)
  }, heartbeatMs).unref()

  return {
    publish,
    publishPosition: makePositions(membership, publish, id => accounts.has(id)),
    follow(follower, lastId) {
      const { account: id } = follower.identity
      const account = accounts.get(id) ?? { recent: makeRecentMessages(seq), followers: new Set() }
      accounts.set(id, account)
      const [oldest] = account.followers
      account.followers.add(follower)
      if (account.followers.size > maxStreams && oldest) end(oldest)
      const [ofBoot, last] = lastId?.split('-') ?? []
      if (ofBoot !== boot || !last || !/^\d{1,15}$/.test(last) || Number(last) > seq) return null
      return account.recent.since(Number(last))?.map(({ text }) => text) ?? null
    },
    unfollow,
    presentId: () => idOf(seq),
    endSession,
    close() {
      clearInterval(heartbeat)
      stopListening()
      for (const { followers } of accounts.values()) for (const follower of followers) follower.close()
      accounts.clear()
    },
  }
}
