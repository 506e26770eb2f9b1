import { alice, bob } from '@sarangbang/shared/room/logMember.fixture.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import type { Timeline, TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { expect, test } from 'vitest'
import { aliceAndBob } from './roomBench.fixture.ts'
import { summariesOf } from './summariesOf.ts'
import { summarize, type Preview } from './summarize.ts'

const itemAt = (ms: number, author = bob.account): TimelineItem =>
  ({
    kind: 'message',
    author,
    stamp: { ms, counter: 0 },
    ref: { id: `${ms}` },
    silent: false,
  }) as unknown as TimelineItem
const room = (id: string, createdMs: number) => ({ ...aliceAndBob, id: id as RoomId, createdMs })
const rooms = [room('a', 1), room('b', 2), { ...room('self', 99), kind: 'self' as const }]
const previewAt = (ms: number): Preview => ({ last: itemAt(ms, alice.account), tick: 'kept', unread: 0 })

test('rooms come latest first, by what was said last or by when they began, without the one with oneself', () => {
  const listed = summariesOf(alice.account, rooms, new Map([['a' as RoomId, previewAt(10)]]), new Map())
  expect(listed.map(({ id, activityMs }) => [id, activityMs])).toEqual([
    ['a', 10],
    ['b', 2],
  ])
  expect(listed[0]?.last).toMatchObject({ mine: true, tick: 'kept' })
})

test('a key press in one room makes one new row; every other stays the same object', () => {
  const previews = new Map([['a' as RoomId, previewAt(10)]])
  const before = summariesOf(alice.account, rooms, previews, new Map())
  const after = summariesOf(alice.account, rooms, previews, new Map([['b' as RoomId, 'ㅎ']]), before)
  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
  expect(after[1]?.draft).toBe('ㅎ')
})

test('a preview is the last item, its tick and what I have not read', () => {
  const items = [itemAt(1), itemAt(2), itemAt(3)]
  const timeline = { items, byId: new Map(), readUpTo: new Map() } as unknown as Timeline
  expect(summarize(timeline, alice.account, { ms: 1, counter: 0 }, () => null)).toEqual({
    last: items[2],
    tick: null,
    unread: 2,
  })
  expect(summarize({ ...timeline, items: [] }, alice.account, null, () => 'kept')).toEqual({
    last: null,
    tick: null,
    unread: 0,
  })
})
