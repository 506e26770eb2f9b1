import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { messageAt } from '@sarangbang/shared/room/timelineMessage.fixture.ts'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupMs, layoutTimeline, type LayoutPlace, type TimelineLayout, type TimelineRow } from './layoutTimeline.ts'

const minji = 'minji' as AccountId
const junho = 'junho' as AccountId
const noon = new Date(2026, 10, 20, 12).getTime()
const place: LayoutPlace = { me: minji, unreadFrom: null }

const item = (id: number, ms: number, author = minji, kind: TimelineItem['kind'] = 'message'): TimelineItem => {
  const message = messageAt(ms, author, `e${id}`)
  const { ref, stamp } = message
  if (kind === 'system') return { ref, author, stamp, kind, code: 'began' }
  return kind === 'erased' ? { ref, author, stamp, kind } : message
}
const shape = (rows: readonly TimelineRow[]) =>
  rows.map(row => (row.kind === 'message' ? `${row.head ? '[' : ''}${row.key}${row.tail ? ']' : ''}` : row.kind))

describe('layoutTimeline', () => {
  it('groups one author within three minutes of the first, and breaks at midnight', () => {
    const late = new Date(2026, 10, 20, 23, 59).getTime()
    const items = [
      item(1, noon),
      item(2, noon + groupMs),
      item(3, noon + groupMs + 1),
      item(4, noon + groupMs + 2, junho),
      item(5, late),
      item(6, late + 60_000),
    ]
    expect(shape(layoutTimeline(items, place, null).rows)).toEqual([
      'day',
      '[e1',
      'e2]',
      '[e3]',
      '[e4]',
      '[e5]',
      'day',
      '[e6]',
    ])
  })

  it('the unread line and a system line break a group', () => {
    const items = [
      item(0, noon, junho, 'system'),
      item(1, noon, junho),
      item(2, noon + 1, junho),
      item(3, noon + 2, junho),
    ]
    expect(shape(layoutTimeline(items, { me: minji, unreadFrom: 'e3' }, null).rows)).toEqual([
      'day',
      'system',
      '[e1',
      'e2]',
      'unread',
      '[e3]',
    ])
  })

  it('what claims a later time than it came at begins no day of its own, and the days of others still begin', () => {
    const dayMs = 86_400_000
    const ahead = (id: number, claimedMs: number, arrivedMs: number) => ({ ...item(id, claimedMs), arrivedMs })
    const today = [item(1, noon), ahead(2, noon + dayMs, noon), ahead(3, noon + dayMs, noon + groupMs + 1)]
    expect(shape(layoutTimeline(today, place, null).rows)).toEqual(['day', '[e1', 'e2]', '[e3]'])
    const tomorrow = [item(0, noon), item(1, noon + dayMs - 1), ahead(2, noon + dayMs, noon), item(3, noon + dayMs + 1)]
    const { rows } = layoutTimeline(tomorrow, place, null)
    expect(shape(rows)).toEqual(['day', '[e0]', 'day', '[e1]', '[e2]', '[e3]'])
    expect(rows.flatMap(row => (row.kind === 'day' ? [row.ms] : []))).toEqual([noon, noon + dayMs - 1])
  })

  it('rows that mean the same stay the same objects when one arrives or older ones are loaded', () => {
    const items = Array.from({ length: 100 }, (_, index) =>
      item(index, noon + index * 40_000, index % 9 < 5 ? minji : junho),
    )
    const first = layoutTimeline(items.slice(20, 90), place, null)
    const older = layoutTimeline(items.slice(0, 90), place, first)
    const kept = (a: TimelineLayout, b: TimelineLayout) => a.rows.filter(row => b.rows.includes(row)).length
    expect(kept(older, first)).toBeGreaterThan(first.rows.length - 8)
    const more = layoutTimeline(items, place, older)
    expect(kept(more, older)).toBeGreaterThanOrEqual(older.rows.length - 1)
    expect(layoutTimeline(items, place, more)).toBe(more)
  })

  it('incremental equals from scratch for any change', () => {
    let taken = 0
    const one = fc.record({
      gap: fc.constantFrom(0, 1_000, groupMs / 2, groupMs, groupMs + 1, 86_400_000),
      author: fc.constantFrom(minji, junho),
      aheadMs: fc.constantFrom(null, null, 1_000, groupMs + 1, 86_400_000, 3 * 86_400_000),
      kind: fc.constantFrom<TimelineItem['kind']>('message', 'message', 'message', 'erased', 'system'),
      // In the earlier layout: absent, there as another object (edited), or the same.
      before: fc.constantFrom('same', 'same', 'same', 'absent', 'other'),
    })
    fc.assert(
      fc.property(fc.array(one, { maxLength: 40 }), fc.option(fc.nat(39)), (events, unread) => {
        let ms = noon
        const now: TimelineItem[] = []
        const earlier: TimelineItem[] = []
        events.forEach((event, id) => {
          ms += event.gap
          const made: TimelineItem = {
            ...item(id, ms, event.author, event.kind),
            ...(event.aheadMs !== null && { arrivedMs: ms - event.aheadMs }),
          }
          now.push(made)
          if (event.before === 'same') earlier.push(made)
          if (event.before === 'other') earlier.push({ ...made })
        })
        const at: LayoutPlace = { me: minji, unreadFrom: unread === null ? null : `e${unread}` }
        const before = layoutTimeline(earlier, at, null)
        const step = layoutTimeline(now, at, before)
        const whole = layoutTimeline(now, at, null)
        expect(step.rows).toEqual(whole.rows)
        expect(step.source.cells).toEqual(whole.source.cells)
        taken += step.rows.filter(row => before.rows.includes(row)).length
        const back: TimelineLayout = layoutTimeline(earlier, at, step)
        expect(back.rows).toEqual(before.rows)
      }),
      { numRuns: 1_500, verbose: 1 },
    )
    expect(taken).toBeGreaterThan(1_000)
  })
})
