import { describe, expect, test } from 'vitest'
import { toBase64url } from '../crypto/base64url.ts'
import type { AccountId, EntryId } from '../crypto/ids.ts'
import { toUtf8 } from '../crypto/utf8.ts'
import type { Month } from './documentName.ts'
import type { EntryRef, OpenedEntry, ReadEntry, Stamp } from './entry.ts'
import { findItem } from './findItem.ts'
import { emptyTimelineState, foldTimeline, timelineOf } from './foldTimeline.ts'
import type { TimelineMessage } from './timeline.ts'
import { unreadCount } from './unreadCount.ts'

const account = (name: string) => toBase64url(toUtf8(name.padEnd(32, '.'))) as AccountId
const entryId = (name: string) => toBase64url(toUtf8(name.padEnd(16, '.'))) as EntryId
const minji = account('minji')
const junho = account('junho')
const month = '2026-05' as Month
const at = (minute: number): Stamp => ({ ms: Date.UTC(2026, 4, 3, 9, minute), counter: 0 })

let clock = 0
const open = (author: AccountId, entry: ReadEntry): OpenedEntry => ({
  entry,
  author,
  place: { document: `AAAAAAAAAAAAAAAAAAAAAA.${month}`, session: author.slice(0, 11), clock: clock++ },
})
const say = (author: AccountId, name: string, minute: number, text: string, readUpTo?: Stamp) =>
  open(author, { type: 'message', id: entryId(name), stamp: at(minute), text, mentions: [], silent: false, readUpTo })
const ref = (author: AccountId, name: string): EntryRef => ({ month, author, id: entryId(name) })
const edit = (author: AccountId, target: EntryRef, minute: number, text: string) =>
  open(author, { type: 'edit', id: entryId(`edit ${minute}`), stamp: at(minute), target, text, mentions: [] })
const react = (author: AccountId, target: EntryRef, minute: number, on: boolean, name = `react ${minute}`) =>
  open(author, { type: 'react', id: entryId(name), stamp: at(minute), target, emoji: '👍', on })
const erased = (author: AccountId, target: EntryRef, minute: number) =>
  open(author, {
    type: 'system',
    id: entryId(`erased ${minute}`),
    stamp: at(minute),
    event: { code: 'erased', target, stamp: at(1) },
  })
const show = (...added: OpenedEntry[]) => timelineOf(foldTimeline(emptyTimelineState, { added, removed: [] }))
const only = (...added: OpenedEntry[]) => {
  const { items } = show(...added)
  expect(items).toHaveLength(1)
  return items[0] as TimelineMessage
}

const hello = say(minji, 'hello', 1, '안녕')
const toHello = ref(minji, 'hello')

describe('copies', () => {
  test('[C3] of one entry show once, as the first of them', () => {
    const replayed = say(minji, 'hello', 9, '안녕')
    expect(only(replayed, hello).stamp).toEqual(at(1))
  })
  test('of a reaction taken back do not give it again', () => {
    const given = react(junho, toHello, 2, true, 'thumb')
    const taken = react(junho, toHello, 3, false)
    const replayed = react(junho, toHello, 8, true, 'thumb')
    expect(only(hello, given, taken, replayed).reactions).toEqual([])
  })
})

describe('edits', () => {
  test('the latest shows, earlier texts are kept in order', () => {
    const message = only(edit(minji, toHello, 5, 'c'), hello, edit(minji, toHello, 3, 'b'))
    expect(message.text).toBe('c')
    expect(message.history).toEqual([
      { text: '안녕', stamp: at(1) },
      { text: 'b', stamp: at(3) },
    ])
  })
  test("of somebody else's message do nothing", () => {
    expect(only(hello, edit(junho, toHello, 5, '바보'))).toMatchObject({ text: '안녕', history: [] })
  })
  test('wait for their message', () => {
    const state = foldTimeline(emptyTimelineState, { added: [edit(minji, toHello, 5, 'b')], removed: [] })
    expect(timelineOf(state).items).toEqual([])
    expect(timelineOf(foldTimeline(state, { added: [hello], removed: [] })).items).toMatchObject([{ text: 'b' }])
  })
})

describe('reactions', () => {
  test('are shown by emoji with who gave them', () => {
    const { reactions } = only(hello, react(junho, toHello, 2, true), react(minji, toHello, 3, true))
    expect(reactions).toEqual([{ emoji: '👍', by: [minji, junho].toSorted() }])
  })
  test('the latest of one person counts, in any order', () => {
    const [on, off] = [react(junho, toHello, 2, true), react(junho, toHello, 4, false)]
    expect(only(hello, off, on).reactions).toEqual([])
    expect(only(hello, on, off).reactions).toEqual([])
  })
})

describe('erasures', () => {
  const mark = erased(minji, toHello, 6)
  const gone = { kind: 'erased', ref: toHello, author: minji, stamp: at(1) }
  test('leave a mark where the message stood', () => {
    const state = foldTimeline(emptyTimelineState, { added: [hello], removed: [] })
    const after = foldTimeline(state, { added: [mark], removed: [hello.place] })
    expect(timelineOf(after).items).toEqual([gone])
    expect(timelineOf(after).byId.get(toHello.id)).toEqual(gone)
  })
  test('a copy that surfaces from a backup does not bring the text back', () => {
    const backup = say(minji, 'hello', 9, '안녕')
    expect(show(mark, backup).items).toEqual([gone])
    expect(show(backup, mark).items).toEqual([gone])
  })
  test("somebody else's mark does nothing", () => {
    expect(only(hello, erased(junho, toHello, 6)).text).toBe('안녕')
    expect(show(erased(junho, toHello, 6)).items).toEqual([])
  })
  test("somebody else's mark, come first, does not hide how the room began", () => {
    const began = open(minji, { type: 'system', id: entryId('began'), stamp: at(0), event: { code: 'began' } })
    expect(show(erased(junho, ref(minji, 'began'), 6), began).items).toMatchObject([{ kind: 'system', code: 'began' }])
  })
  test('an entry erased before it came stays away', () => {
    const state = foldTimeline(emptyTimelineState, { added: [], removed: [hello.place] })
    expect(timelineOf(foldTimeline(state, { added: [hello], removed: [] })).items).toEqual([])
  })
})

describe("somebody else's id on an own message", () => {
  const mine = say(minji, 'same', 5, 'mine')
  const theirs = say(junho, 'same', 2, 'theirs')
  test('hides neither, and a reference finds the right one', () => {
    const timeline = show(mine, theirs)
    expect(timeline.items).toMatchObject([{ text: 'theirs' }, { text: 'mine' }])
    expect(findItem(timeline, ref(minji, 'same'))).toMatchObject({ text: 'mine' })
    expect(findItem(timeline, ref(junho, 'same'))).toMatchObject({ text: 'theirs' })
    expect(findItem(timeline, ref(account('nobody'), 'same'))).toBeNull()
    expect(findItem(timeline, ref(minji, 'other'))).toBeNull()
  })
  test('takes no edit of the other', () => {
    const timeline = show(mine, theirs, edit(junho, ref(minji, 'same'), 9, 'x'))
    expect(timeline.items).toMatchObject([{ text: 'theirs' }, { text: 'mine' }])
  })
})

test('how far somebody has read is the furthest their live entries say', () => {
  const far = say(junho, 'far', 4, 'b', at(3))
  const state = foldTimeline(emptyTimelineState, { added: [say(junho, 'near', 3, 'a', at(1)), far], removed: [] })
  expect([...timelineOf(state).readUpTo]).toEqual([[junho, at(3)]])
  const after = foldTimeline(state, { added: [], removed: [far.place] })
  expect([...timelineOf(after).readUpTo]).toEqual([[junho, at(1)]])
})

test('unread are messages of others behind the marker', () => {
  const own = say(minji, 'own', 4, '응')
  const timeline = show(say(junho, 'a', 1, 'a'), say(junho, 'b', 3, 'b'), own, say(junho, 'c', 5, 'c'), hello)
  expect(unreadCount(timeline, minji, null)).toBe(3)
  expect(unreadCount(timeline, minji, at(1))).toBe(2)
  expect(unreadCount(timeline, minji, at(5))).toBe(0)
  expect(unreadCount(timeline, junho, at(1))).toBe(1)
})

test('a timeline of 20,000 takes one more without sorting it again', () => {
  const many = Array.from({ length: 20_000 }, (_, n) => say(junho, `m${n}`, n / 1000, 'x'))
  const state = foldTimeline(emptyTimelineState, { added: many, removed: [] })
  const { items } = timelineOf(foldTimeline(state, { added: [say(minji, 'new', 30, 'y')], removed: [] }))
  expect(items).toHaveLength(20_001)
  expect(items.at(-1)).toMatchObject({ text: 'y' })
  expect(items.slice(0, -1).every((item, n) => item === timelineOf(state).items[n])).toBe(true)
})
