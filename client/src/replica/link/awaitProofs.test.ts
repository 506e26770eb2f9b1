import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { awaitProofs } from './awaitProofs.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const open = () => {
  let distrusted = 0
  return { proofs: awaitProofs(() => distrusted++), distrusted: () => distrusted }
}

test('a backlog may hold until its last word, however long that takes, and not beyond', () => {
  const { proofs, distrusted } = open()
  proofs.wait(true, false)
  vi.advanceTimersByTime(600_000)
  expect(distrusted()).toBe(0)
  proofs.wait(true, true)
  expect(distrusted()).toBe(1)
})

test('after that, a tombstone is waited for ten seconds, and its proof ends the waiting', () => {
  const { proofs, distrusted } = open()
  proofs.wait(false, true)
  proofs.wait(true, false)
  vi.advanceTimersByTime(9_000)
  proofs.wait(false, false)
  vi.advanceTimersByTime(60_000)
  expect(distrusted()).toBe(0)
  proofs.wait(true, false)
  vi.advanceTimersByTime(9_000)
  proofs.wait(true, false)
  vi.advanceTimersByTime(1_000)
  expect(distrusted()).toBe(1)
})

test('a link that ended waits for nothing', () => {
  const { proofs, distrusted } = open()
  proofs.wait(false, true)
  proofs.wait(true, false)
  proofs.stop()
  vi.advanceTimersByTime(60_000)
  expect(distrusted()).toBe(0)
})
