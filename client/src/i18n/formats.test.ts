import { expect, test } from 'vitest'
import { makeFormats } from './formats.ts'

const seoul = 'Asia/Seoul'
/** Friday, 20 November 2026, 18:45 in Seoul. */
const now = Date.parse('2026-11-20T18:45:00+09:00')
const ko = makeFormats('ko', seoul)
const en = makeFormats('en', seoul)
/** Engines write a narrow no-break space before PM. */
const plain = (text: string) => text.replaceAll('\u202f', ' ')

test('times and days as each language writes them', () => {
  expect(plain(ko.time(now))).toBe('오후 6:45')
  expect(plain(en.time(now))).toBe('6:45 PM')
  expect(ko.day(now, now)).toBe('11월 20일 금요일')
  expect(en.day(now, now)).toBe('Friday, November 20')
  expect(ko.day(Date.parse('2024-02-29T12:00:00+09:00'), now)).toBe('2024년 2월 29일 목요일')
})

test('beside a row: today the time, then 어제, the weekday, the day, the date', () => {
  const at = (iso: string) => plain(ko.when(Date.parse(iso), now))
  expect(at('2026-11-20T00:01:00+09:00')).toBe('오전 12:01')
  expect(at('2026-11-19T23:59:00+09:00')).toBe('어제')
  expect(at('2026-11-18T10:00:00+09:00')).toBe('수요일')
  expect(at('2026-11-13T10:00:00+09:00')).toBe('11월 13일')
  expect(at('2025-11-15T10:00:00+09:00')).toBe('2025. 11. 15.')
  expect(en.when(Date.parse('2026-11-19T23:59:00+09:00'), now)).toBe('yesterday')
})

test('a clock a little ahead of mine shows a time, not a day to come', () => {
  expect(plain(ko.when(now + 60_000, now))).toBe('오후 6:46')
})

test('days end at midnight where the clock hangs, not in Greenwich', () => {
  const before = Date.parse('2026-11-20T23:59:59+09:00')
  expect(ko.sameDay(before, before + 1000)).toBe(false)
  expect(ko.sameDay(now, before)).toBe(true)
})
