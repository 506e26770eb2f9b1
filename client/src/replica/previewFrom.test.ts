import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { monthOf, type Month } from '@sarangbang/shared/room/documentName.ts'
import type { TimelineErased } from '@sarangbang/shared/room/timeline.ts'
import { expect, test } from 'vitest'
import { previewFrom } from './previewFrom.ts'
import { entryId } from './roomBench.fixture.ts'
import { emptyPreview, type Preview } from './summarize.ts'

const february = Date.UTC(2026, 1, 3)
const may = Date.UTC(2026, 4, 3)
const itemAt = (ms: number): TimelineErased => {
  const author = 'alice' as AccountId
  const stamp = { ms, counter: 0 }
  return { kind: 'erased', ref: { month: monthOf(ms), author, id: entryId('one') }, author, stamp }
}
const preview = (ms: number, unread = 0): Preview => ({ last: itemAt(ms), tick: null, unread })
const isOpen =
  (...months: readonly string[]) =>
  (month: Month) =>
    months.includes(month)

test('a room that was silent for months keeps its last message in the list, and what is unread of it', () => {
  const known = preview(february, 3)
  expect(previewFrom(emptyPreview, known, isOpen('2026-05'), null)).toEqual(known)
  expect(previewFrom(emptyPreview, known, isOpen('2026-05'), { ms: may, counter: 0 })).toEqual({ ...known, unread: 0 })
})

test('an old month that opens alone does not show as the last', () => {
  const known = preview(may)
  expect(previewFrom(preview(february), known, isOpen('2026-02'), null)).toEqual(known)
})

test('what is newer, or stands in a month that is open, is what the open months say', () => {
  expect(previewFrom(preview(may), preview(february), isOpen('2026-05'), null)).toEqual(preview(may))
  expect(previewFrom(emptyPreview, preview(february), isOpen('2026-02'), null)).toEqual(emptyPreview)
  expect(previewFrom(preview(may), undefined, isOpen(), null)).toEqual(preview(may))
})
