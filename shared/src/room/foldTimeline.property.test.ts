import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { toBase64url } from '../crypto/base64url.ts'
import type { AccountId, EntryId } from '../crypto/ids.ts'
import { toUtf8 } from '../crypto/utf8.ts'
import type { Month } from './documentName.ts'
import type { EntryPlace, EntryRef, OpenedEntry, ReadEntry, Stamp } from './entry.ts'
import { emptyTimelineState, foldTimeline, timelineOf, type TimelineState } from './foldTimeline.ts'
import { placeToText } from './orderEntries.ts'
import type { Timeline } from './timeline.ts'
import { compareItems } from './timelineItems.ts'

/** Small worlds, so that entries meet: three people, few ids, few stamps. */
const people = ['alice', 'bob', 'mallory'].map(name => toBase64url(toUtf8(name.padEnd(32, '.'))) as AccountId)
const base = Date.UTC(2026, 4)
const author = fc.constantFrom(...people)
const id = fc.nat(5).map(n => toBase64url(toUtf8(`entry ${n}`.padEnd(16, '.'))) as EntryId)
const stamp = fc.record<Stamp>({ ms: fc.nat(6).map(n => base + n), counter: fc.nat(1) })
const month = fc.constantFrom('2026-05' as Month, '2026-06' as Month)
const target = fc.record<EntryRef>({ month, author, id })
const text = fc.constantFrom('안녕', '잘 자', 'hello')
const head = { id, stamp, readUpTo: fc.option(stamp, { nil: undefined }) }
const entry: fc.Arbitrary<ReadEntry> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...head,
      type: fc.constant('message' as const),
      text,
      mentions: fc.constant([]),
      silent: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ ...head, type: fc.constant('edit' as const), target, text, mentions: fc.constant([]) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      ...head,
      type: fc.constant('react' as const),
      target,
      emoji: fc.constantFrom('👍', '❤️'),
      on: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...head,
      type: fc.constant('system' as const),
      event: fc.oneof(
        fc.constant({ code: 'began' as const }),
        fc.record({ code: fc.constant('erased' as const), target, stamp }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ ...head, type: fc.constant('unknown' as const), code: fc.nat(200) }) },
)

/** A history: places are unique, as admission makes them; some are erased, known here or not. */
const histories = fc
  .array(fc.record({ entry, author, month, erased: fc.integer({ min: 0, max: 4 }).map(n => n === 0) }), {
    maxLength: 30,
  })
  .map(list => {
    const opened = list.map(({ entry, author, month }, clock): OpenedEntry => ({
      entry,
      author,
      place: { document: `AAAAAAAAAAAAAAAAAAAAAA.${month}`, session: `s${clock % 3}`, clock },
    }))
    const removed = opened.filter((_, at) => list[at]!.erased).map(one => one.place)
    return { opened, removed }
  })

type Event = { readonly added: OpenedEntry } | { readonly removed: EntryPlace }
/** The same history as it may arrive: shuffled, some of it twice, cut into batches. */
const deliveries = histories.chain(history => {
  const events: readonly Event[] = [
    ...history.opened.map(added => ({ added })),
    ...history.removed.map(removed => ({ removed })),
  ]
  const arrival = fc
    .tuple(fc.shuffledSubarray([...events], { minLength: events.length }), fc.shuffledSubarray([...events]))
    .map(([all, again]) => all.concat(again))
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 40 })
  return fc.record({ history: fc.constant(history), arrival, cuts })
})

const fold = (state: TimelineState, events: readonly Event[]) =>
  foldTimeline(state, {
    added: events.flatMap(event => ('added' in event ? [event.added] : [])),
    removed: events.flatMap(event => ('removed' in event ? [event.removed] : [])),
  })
const plain = (timeline: Timeline) => ({
  items: timeline.items,
  byId: [...timeline.byId].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  readUpTo: [...timeline.readUpTo].toSorted(([a], [b]) => (a < b ? -1 : 1)),
})

test('[C3] any order, duplication and batching gives the timeline of the set, and incremental is from scratch', () => {
  const seen = { edited: 0, reacted: 0, erased: 0, systems: 0, messages: 0, forged: 0 }
  fc.assert(
    fc.property(deliveries, ({ history, arrival, cuts }) => {
      let state = emptyTimelineState
      for (let at = 0, cut = 0; at < arrival.length; cut++) {
        const size = cuts[cut % cuts.length]!
        state = fold(state, arrival.slice(at, at + size))
        at += size
      }
      const erased = new Set(history.removed.map(placeToText))
      const live = history.opened.filter(one => !erased.has(placeToText(one.place)))
      const scratch = foldTimeline(emptyTimelineState, { added: live, removed: [] })
      expect(plain(timelineOf(state))).toEqual(plain(timelineOf(scratch)))

      const { items, byId } = timelineOf(state)
      expect(items).toEqual(items.toSorted(compareItems))
      for (const item of items) {
        expect(byId.get(item.ref.id)?.ref.id).toBe(item.ref.id)
        seen.messages++
        if (item.kind === 'erased') seen.erased++
        if (item.kind === 'system') seen.systems++
        if (item.kind === 'message' && item.history.length > 0) seen.edited++
        if (item.kind === 'message' && item.reactions.length > 0) seen.reacted++
        if (byId.get(item.ref.id) !== item) seen.forged++
      }
    }),
    { numRuns: 1500 },
  )
  // Of the rarest kind some 30 are met in a run; the least seen was 19.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(5)
})

test('a fold changes nothing it was given, keeps what did not change, and says when nothing did', () => {
  let kept = 0
  fc.assert(
    fc.property(deliveries, ({ arrival }) => {
      const half = Math.floor(arrival.length / 2)
      const before = fold(emptyTimelineState, arrival.slice(0, half))
      const shown = structuredClone(plain(timelineOf(before)))
      const after = fold(before, arrival.slice(half))
      expect(plain(timelineOf(before))).toEqual(shown)
      for (const item of timelineOf(after).items) {
        const old = timelineOf(before).items.find(other => JSON.stringify(other) === JSON.stringify(item))
        if (!old) continue
        kept++
        expect(item).toBe(old)
      }
      expect(fold(after, arrival)).toBe(after)
    }),
    { numRuns: 500 },
  )
  expect(kept).toBeGreaterThan(100)
})
