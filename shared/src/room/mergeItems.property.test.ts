import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccountId, EntryId } from '../crypto/ids.ts'
import type { Month } from './documentName.ts'
import { mergeItems } from './mergeItems.ts'
import type { TimelineSystem } from './timeline.ts'
import { compareItems } from './timelineItems.ts'

const item = fc
  .record({ ms: fc.nat(20), author: fc.constantFrom('alice', 'bob'), id: fc.nat(20) })
  .map(({ ms, author, id }): TimelineSystem => ({
    kind: 'system',
    code: 'began',
    author: author as AccountId,
    stamp: { ms, counter: 0 },
    ref: { month: '2026-05' as Month, author: author as AccountId, id: `${id}` as EntryId },
  }))
const key = (one: TimelineSystem) => `${one.stamp.ms}/${one.author}/${one.ref.id}`

test('few or many, what goes is gone, what comes stands in order, and the given list is as it was', () => {
  const seen = { few: 0, many: 0, replaced: 0 }
  const cases = fc.uniqueArray(item, { selector: key, maxLength: 60 }).chain(all =>
    fc.record({
      before: fc.constant(all),
      come: fc.subarray(all),
      gone: fc.oneof(fc.subarray(all, { maxLength: Math.min(3, all.length) }), fc.subarray(all)),
    }),
  )
  fc.assert(
    fc.property(cases, ({ before: all, come: some, gone: leaving }) => {
      // What comes is either new, or takes the place of what goes.
      const leavingSet = new Set(leaving)
      const come = some.filter(one => leavingSet.has(one) || one.ref.id < '12').map(one => structuredClone(one))
      const coming = new Set(come.map(key))
      const before = all.filter(one => leavingSet.has(one) || !coming.has(key(one))).toSorted(compareItems)
      const given = before.slice()
      const expected = before.filter(one => !leavingSet.has(one)).concat(come)
      const merged = mergeItems(before, leavingSet, come)
      expect(merged).toEqual(expected.toSorted(compareItems))
      expect(merged.every(one => expected.includes(one as TimelineSystem))).toBe(true)
      expect(before).toEqual(given)
      if (leaving.length + come.length > 6) seen.many++
      else seen.few++
      if (leaving.some(one => coming.has(key(one)))) seen.replaced++
    }),
    { numRuns: 500 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20)
})
