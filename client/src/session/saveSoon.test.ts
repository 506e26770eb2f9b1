import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { saveSoon } from './saveSoon.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('many changes are one save, and a change after it is another', async () => {
  let saved = 0
  const { touch } = saveSoon(async () => saved++)
  for (let i = 0; i < 100; i++) touch()
  expect(saved).toBe(0)
  await vi.runAllTimersAsync()
  expect(saved).toBe(1)
  touch()
  await vi.runAllTimersAsync()
  expect(saved).toBe(2)
})

test('closing saves what is due, once, and nothing where nothing changed', async () => {
  let saved = 0
  const { touch, flush } = saveSoon(async () => saved++)
  await flush()
  expect(saved).toBe(0)
  touch()
  await flush()
  await vi.runAllTimersAsync()
  expect(saved).toBe(1)
})
