import type { Language } from './language.ts'
import { language } from './words.ts'

const dayMs = 86_400_000

/** Dates, numbers and lists as one language writes them. `timeZone` is the device's unless given. All times in milliseconds since 1970. */
export const makeFormats = (locale: Language, timeZone?: string) => {
  const dates = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, ...(timeZone === undefined ? {} : { timeZone }) })
  const clock = dates({ hour: 'numeric', minute: '2-digit' })
  const longDay = dates({ month: 'long', day: 'numeric', weekday: 'long' })
  const longDayWithYear = dates({ year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' })
  const shortDay = dates({ month: 'long', day: 'numeric' })
  const weekday = dates({ weekday: 'long' })
  const fullDate = dates({ year: 'numeric', month: 'numeric', day: 'numeric' })
  const ordinalDay = dates({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const relativeDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })

  /** Calendar days since 1970 where this clock hangs: two instants of one local day have the same. */
  const dayNumber = (ms: number) => {
    if (timeZone === undefined) {
      // The same, in a hundredth of the time: each row of the chats list asks it twice.
      const here = new Date(ms)
      return Date.UTC(here.getFullYear(), here.getMonth(), here.getDate()) / dayMs
    }
    const part = (type: string) => Number(ordinalDay.formatToParts(ms).find(piece => piece.type === type)?.value)
    return Date.UTC(part('year'), part('month') - 1, part('day')) / dayMs
  }
  const yearOf = (ms: number) => new Date(dayNumber(ms) * dayMs).getUTCFullYear()

  return {
    /** 오후 6:45 · 6:45 PM */
    time: (ms: number) => clock.format(ms),
    /** 11월 20일 금요일 · Friday, November 20; with the year when it is another one. */
    day: (ms: number, nowMs: number) => (yearOf(ms) === yearOf(nowMs) ? longDay : longDayWithYear).format(ms),
    /** Beside a row: the time today, 어제, the weekday within a week, the day this year, else the date. */
    when: (ms: number, nowMs: number) => {
      const daysAgo = dayNumber(nowMs) - dayNumber(ms)
      if (daysAgo <= 0) return clock.format(ms)
      if (daysAgo === 1) return relativeDay.format(-1, 'day')
      if (daysAgo < 7) return weekday.format(ms)
      return (yearOf(ms) === yearOf(nowMs) ? shortDay : fullDate).format(ms)
    },
    /** 2026. 11. 20. 오후 6:45 · 11/20/2026, 6:45 PM */
    moment: (ms: number) => `${fullDate.format(ms)} ${clock.format(ms)}`,
    sameDay: (aMs: number, bMs: number) => dayNumber(aMs) === dayNumber(bMs),
    number: (value: number) => numbers.format(value),
    list: (items: readonly string[]) => lists.format(items),
  }
}
export type Formats = ReturnType<typeof makeFormats>

const byLanguage = new Map<Language, Formats>()

/** The formats of the language in use, reactive: `formats().time(ms)`. Made once a language, because Intl objects are slow to make. */
export const formats = (): Formats => {
  const now = language()
  const known = byLanguage.get(now) ?? makeFormats(now)
  byLanguage.set(now, known)
  return known
}
