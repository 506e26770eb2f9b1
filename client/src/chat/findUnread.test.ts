import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { messageAt } from '@sarangbang/shared/room/timelineMessage.fixture.ts'
import { expect, it } from 'vitest'
import { findUnread } from './findUnread.ts'

const minji = 'minji' as AccountId
const junho = 'junho' as AccountId
const items = [messageAt(1, junho), messageAt(2, minji), messageAt(3, junho), messageAt(4, minji), messageAt(5, junho)]

it('[C4] what claims to be from the future is read as of when it came, and hides nothing that is not', () => {
  const ahead = { ...messageAt(100, junho), arrivedMs: 4 }
  const withAhead = [...items, ahead, { ...messageAt(101, junho), arrivedMs: 9 }]
  expect(findUnread([...items, ahead], { ms: 5, counter: 0 }, minji)).toBeNull()
  expect(findUnread([...items, ahead], { ms: 3, counter: 0 }, minji)).toBe(items[4])
  expect(findUnread(withAhead, { ms: 5, counter: 0 }, minji)).toBe(withAhead[6])
})

it('[C4] the unread line stands before the first message of the other behind the marker', () => {
  expect(findUnread(items, { ms: 1, counter: 0 }, minji)).toBe(items[2])
  expect(findUnread(items, { ms: 3, counter: 0 }, minji)).toBe(items[4])
  expect(findUnread(items, { ms: 2, counter: 9 }, minji)).toBe(items[2])
  expect(findUnread(items, { ms: 5, counter: 0 }, minji)).toBeNull()
  expect(findUnread(items, null, minji)).toBe(items[0])
  expect(findUnread([messageAt(1, minji)], null, minji)).toBeNull()
  expect(findUnread([], null, minji)).toBeNull()
})
