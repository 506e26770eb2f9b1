import { expect, test } from 'vitest'
import type { AccountId } from '../crypto/ids.ts'
import { stampToReadAll } from './stampToRead.ts'
import type { Timeline, TimelineItem } from './timeline.ts'
import { messageAt } from './timelineMessage.fixture.ts'
import { unreadCount } from './unreadCount.ts'

const [alice, bob] = ['alice', 'bob'] as [AccountId, AccountId]
const said = (ms: number, arrivedMs?: number): TimelineItem => ({
  ...messageAt(ms, bob),
  ...(arrivedMs !== undefined && { arrivedMs }),
})
const unread = (items: readonly TimelineItem[], upToMs: number): number =>
  unreadCount({ items, byId: new Map(), readUpTo: new Map() } satisfies Timeline, alice, { ms: upToMs, counter: 0 })

test('[C4] whoever has read everything has nothing unread, also where the last of it claims to be from the future', () => {
  const items = [said(10), said(20), said(1_000, 15), said(1_001, 22)]
  const upTo = stampToReadAll(items)
  expect(upTo).toEqual({ ms: 22, counter: 0 })
  expect(unread(items, 22)).toBe(0)
  expect(unread([said(10), said(20), said(23), ...items.slice(2)], 22)).toBe(1)
  expect(unread([...items, said(1_002, 30)], 22)).toBe(1)
  expect(unread(items, 12)).toBe(3)
  expect(stampToReadAll([])).toBeNull()
  expect(stampToReadAll([said(20), said(1_000, 15)])).toEqual({ ms: 20, counter: 0 })
})
