import { expect, it } from 'vitest'
import type { TimelineRow } from './layoutTimeline.ts'
import { moveInTimeline } from './moveInTimeline.ts'

const rows = [
  { kind: 'day', key: 'day' },
  { kind: 'message', key: 'a' },
  { kind: 'unread', key: 'unread' },
  { kind: 'message', key: 'b' },
  { kind: 'system', key: 's' },
  { kind: 'message', key: 'c' },
] as TimelineRow[]

it('[U2] arrows go from message to message, past lines, and stop at the ends', () => {
  expect(moveInTimeline('ArrowUp', rows, 5)).toBe('b')
  expect(moveInTimeline('ArrowUp', rows, 3)).toBe('a')
  expect(moveInTimeline('ArrowUp', rows, 1)).toBeNull()
  expect(moveInTimeline('ArrowDown', rows, 1)).toBe('b')
  expect(moveInTimeline('ArrowDown', rows, 5)).toBeNull()
  expect(moveInTimeline('Home', rows, 5)).toBe('a')
  expect(moveInTimeline('End', rows, 1)).toBe('c')
  expect(moveInTimeline('x', rows, 1)).toBeNull()
})
