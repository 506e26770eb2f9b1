import type { AccountId, RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeMembership } from '../rooms/membership.ts'
import type { RoomRecords } from '../store/rooms.ts'
import { makeInbox, type Follower, type InboxStreams } from './makeInbox.ts'

const alice = 'alice' as AccountId
const room = 'R'.repeat(22) as RoomId
const membership = makeMembership({ members: async () => [alice] } as Partial<RoomRecords> as RoomRecords)
let inbox: InboxStreams
beforeEach(() => {
  vi.useFakeTimers()
  inbox = makeInbox(membership)
})
afterEach(() => {
  inbox.close()
  vi.useRealTimers()
})

const follower = (account = alice, session = 's1') => {
  const told: string[] = []
  let closed = 0
  const follower: Follower = {
    identity: { account, session },
    send: text => void told.push(text),
    close: () => void (closed += 1),
  }
  return { follower, told, closed: () => closed }
}
const gone = { type: 'room-gone', room } as const

test('a silent stream is told every 20 s that it lives', () => {
  const { follower: mine, told } = follower()
  inbox.follow(mine, null)
  vi.advanceTimersByTime(19_999)
  expect(told).toEqual([])
  vi.advanceTimersByTime(20_001)
  expect(told).toEqual(['event: ping\ndata: {}\n\n', 'event: ping\ndata: {}\n\n'])
})

test('whoever left lately finds what it missed; of those who left long ago nothing is kept', () => {
  const { follower: mine } = follower()
  inbox.follow(mine, null)
  const lastId = inbox.presentId()
  inbox.unfollow(mine)
  inbox.publish(alice, gone)
  const missed = inbox.follow(mine, lastId)
  expect(missed).toEqual([`event: room-gone\nid: ${inbox.presentId()}\ndata: ${JSON.stringify(gone)}\n\n`])
  inbox.unfollow(mine)
  for (let i = 0; i < 2_000; i++) {
    const { follower: other } = follower(`other ${i}` as AccountId)
    inbox.follow(other, null)
    inbox.unfollow(other)
  }
  expect(inbox.follow(mine, lastId)).toBeNull()
})

test('ended sessions close their own streams, a withdrawn account all of its, a removed member none', () => {
  const [first, second, bobs] = [follower(), follower(alice, 's2'), follower('bob' as AccountId)]
  for (const { follower } of [first, second, bobs]) inbox.follow(follower, null)
  membership.revoke({ kind: 'session', account: alice, session: 's1' })
  expect([first.closed(), second.closed(), bobs.closed()]).toEqual([1, 0, 0])
  expect(first.told).toEqual(['event: session-ended\ndata: {"type":"session-ended"}\n\n'])
  membership.revoke({ kind: 'member', account: alice, room })
  expect(second.told.join('')).toContain('room-gone')
  membership.revoke({ kind: 'account', account: alice })
  expect([first.closed(), second.closed(), bobs.closed()]).toEqual([1, 1, 0])
})

test('who does not follow costs nothing: no number is used up', () => {
  const before = inbox.presentId()
  inbox.publish(alice, gone)
  expect(inbox.presentId()).toBe(before)
})
