import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeBarring } from './barring.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const [minji, junho] = ['minji', 'junho'] as AccountId[] as [AccountId, AccountId]

test('one bad update bars an account for half a minute, and nobody else', () => {
  const { bar, barred } = makeBarring(Date.now)
  bar(junho, 'place-invalid')
  expect(barred.value).toEqual([{ account: junho, why: 'place-invalid' }])
  vi.advanceTimersByTime(29_999)
  expect(barred.value).toEqual([{ account: junho, why: 'place-invalid' }])
  vi.advanceTimersByTime(1)
  expect(barred.value).toEqual([])
})

test('whoever goes on is barred longer each time, up to ten minutes and never for ever', () => {
  const { bar, barred } = makeBarring(Date.now)
  const waited = Array.from({ length: 7 }, () => {
    bar(junho, 'place-invalid')
    const began = Date.now()
    while (barred.value.length > 0) vi.advanceTimersByTime(1_000)
    return (Date.now() - began) / 1_000
  })
  expect(waited).toEqual([30, 60, 120, 240, 480, 600, 600])
  bar(minji, 'place-invalid')
  vi.advanceTimersByTime(30_000)
  expect(barred.value).toEqual([])
})
