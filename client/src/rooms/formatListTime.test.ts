import { expect, it } from 'vitest'
import { formatListTime } from './formatListTime.ts'

const now = new Date(2026, 10, 20, 18, 58).getTime()
const at = (...date: [number, number, number, number?, number?]) => new Date(...date).getTime()
const read = (ms: number, locale = 'ko') => {
  const time = formatListTime(ms, now, locale)
  return time.kind === 'text' ? time.text.replace(/\s/g, ' ') : time.kind
}

it('today the time, then yesterday, the weekday, the day, the year', () => {
  expect(read(at(2026, 10, 20, 18, 45))).toBe('오후 6:45')
  expect(read(at(2026, 10, 20, 0, 0))).toMatch(/^오전 12:00$/)
  expect(read(at(2026, 10, 19, 23, 59))).toBe('yesterday')
  expect(read(at(2026, 10, 18, 1))).toBe('수요일')
  expect(read(at(2026, 10, 14))).toBe('토요일')
  expect(read(at(2026, 10, 13))).toBe('11월 13일')
  expect(read(at(2025, 11, 31))).toBe('2025년 12월 31일')
  expect(read(at(2026, 10, 20, 18, 45), 'en')).toBe('6:45 PM')
  expect(read(at(2026, 10, 13), 'en')).toBe('Nov 13')
})
it("a clock ahead of this device's reads as a time, not as a day to come", () => {
  expect(read(at(2026, 10, 21, 0, 10))).toBe('오전 12:10')
})
