import { expect, test } from 'vitest'
import { judgeLink, type LinkCondition } from './judgeLink.ts'
import { quietMsAfter } from './quietMsAfter.ts'

const healthy: LinkCondition = {
  ageMs: 100_000,
  silentMs: 100_000,
  disconnectedMs: 0,
  isClosed: false,
  isConnected: true,
  isSynced: true,
  waiting: 0,
  openWithinMs: 8_000,
  syncWithinMs: 8_000,
}

test('a synced link may be silent for ever', () => {
  expect(judgeLink(healthy)).toBeNull()
})

test('a link that does not open, or opens and never syncs, ends; one whose guard is busy waits', () => {
  expect(judgeLink({ ...healthy, isConnected: false, isSynced: false })).toBe('never-opened')
  expect(judgeLink({ ...healthy, isSynced: false })).toBe('never-synced')
  expect(judgeLink({ ...healthy, isSynced: false, waiting: 1 })).toBeNull()
  expect(judgeLink({ ...healthy, isSynced: false, silentMs: 5_000 })).toBeNull()
  expect(judgeLink({ ...healthy, isConnected: false, ageMs: 5_000 })).toBeNull()
})

test('a connection that is gone is lost, one that stumbles has six seconds', () => {
  expect(judgeLink({ ...healthy, isClosed: true })).toBe('lost')
  expect(judgeLink({ ...healthy, disconnectedMs: 5_000 })).toBeNull()
  expect(judgeLink({ ...healthy, disconnectedMs: 7_000 })).toBe('lost')
})

test('a refused device is left alone longest, and common failures part at random', () => {
  const limits = { refusedForMs: 30_000, failedForMs: 1_000 }
  expect(quietMsAfter({ kind: 'refused', why: 'x' }, true, limits)).toBe(30_000)
  expect([0, 0.5].map(random => quietMsAfter({ kind: 'lost' }, false, limits, () => random))).toEqual([1_000, 1_500])
  expect(quietMsAfter({ kind: 'lost' }, true, limits)).toBe(0)
})
