/** When something happened, as short as a list of rooms can say it. The two words are the language's own. */
export type ListTime = { readonly kind: 'yesterday' } | { readonly kind: 'text'; readonly text: string }

const week = 7

/**
 * Today: the time; yesterday: the word; within a week: the weekday; this year: the day; else day and year. Future times (another
 * device's clock) read as today's.
 * @param locale BCP 47, e.g. `ko`.
 */
export const formatListTime = (ms: number, nowMs: number, locale: string): ListTime => {
  const days = daysBetween(ms, nowMs)
  if (days === 1) return { kind: 'yesterday' }
  return { kind: 'text', text: formatterFor(locale, shapeFor(days, ms, nowMs)).format(ms) }
}

const shapes = {
  time: { hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'long' },
  day: { month: 'short', day: 'numeric' },
  year: { year: 'numeric', month: 'short', day: 'numeric' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const shapeFor = (days: number, ms: number, nowMs: number): keyof typeof shapes => {
  if (days <= 0) return 'time'
  if (days < week) return 'weekday'
  return new Date(ms).getFullYear() === new Date(nowMs).getFullYear() ? 'day' : 'year'
}

/** Calendar days on this device; days of 23 and 25 hours are why it rounds. */
const daysBetween = (ms: number, nowMs: number): number => Math.round((startOfDay(nowMs) - startOfDay(ms)) / 86_400_000)
const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0)

const formatters = new Map<string, Intl.DateTimeFormat>()
/** Making a formatter costs about 0.1 ms, formatting with one a thousandth. */
const formatterFor = (locale: string, shape: keyof typeof shapes): Intl.DateTimeFormat => {
  const key = `${locale} ${shape}`
  const known = formatters.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, shapes[shape])
  formatters.set(key, made)
  return made
}
