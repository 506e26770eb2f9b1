import { cpuUsage } from 'node:process'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import { toBase64url } from '../crypto/base64url.ts'
import type { AccountId, EntryId } from '../crypto/ids.ts'
import { toUtf8 } from '../crypto/utf8.ts'
import { maxCountingParts, maxReactionsOfAuthor } from './countingParts.ts'
import { decodeEntry } from './decodeEntry.ts'
import type { Month } from './documentName.ts'
import { encodeEntry } from './encodeEntry.ts'
import type { EntryRef, OpenedEntry, ReadEntry } from './entry.ts'
import { maxEmojiBytes, maxRegisterBytes, maxTextBytes } from './entryFormat.ts'
import { emptyTimelineState, foldTimeline, timelineOf, type TimelineState } from './foldTimeline.ts'
import type { TimelineItem, TimelineMessage } from './timeline.ts'

/** What a member does with envelopes that are all valid. */

const account = (name: string) => toBase64url(toUtf8(name.padEnd(32, '.'))) as AccountId
const entryId = (name: string) => toBase64url(toUtf8(name.padEnd(16, '.'))) as EntryId
const minji = account('minji')
const junho = account('junho')
const month = '2026-05' as Month
const startMs = Date.UTC(2026, 4, 3, 9)

let clock = 0
const open = (author: AccountId, entry: ReadEntry): OpenedEntry => ({
  entry,
  author,
  place: { document: `AAAAAAAAAAAAAAAAAAAAAA.${month}`, session: author.slice(0, 11), clock: clock++ },
})
const say = (author: AccountId, name: string, ms: number, text = name): OpenedEntry =>
  open(author, { type: 'message', id: entryId(name), stamp: { ms, counter: 0 }, text, mentions: [], silent: false })
const hello = say(minji, 'hello', startMs)
const target: EntryRef = { month, author: minji, id: entryId('hello') }
const stampAt = (n: number) => ({ ms: startMs + 1000 + n, counter: 0 })
const react = (author: AccountId, n: number, emoji = `e${n}`, on = true) =>
  open(author, { type: 'react', id: entryId(`react ${n}`), stamp: stampAt(n), target, emoji, on })
const edit = (author: AccountId, n: number, text = `edit ${n}`) =>
  open(author, { type: 'edit', id: entryId(`edit ${n}`), stamp: stampAt(n), target, text, mentions: [] })
const range = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))

const foldAll = (entries: readonly OpenedEntry[], batch = entries.length): TimelineState => {
  let state = emptyTimelineState
  for (let at = 0; at < entries.length; at += batch)
    state = foldTimeline(state, { added: entries.slice(at, at + batch), removed: [] })
  return state
}
const messageOf = (entries: readonly OpenedEntry[], batch?: number): TimelineMessage =>
  timelineOf(foldAll(entries, batch)).items[0] as TimelineMessage

describe('fields that are too long are no entry', () => {
  /** Of entries that end with the field. The honest encoder refuses to write more, so a longer one is put in its place by hand. */
  const edges: readonly (readonly [string, (size: number) => ReadEntry, number])[] = [
    ['the emoji of a reaction', size => react(junho, 0, 'x'.repeat(size)).entry, maxEmojiBytes],
    ['the text of a message', size => say(junho, 'm', startMs, 'x'.repeat(size)).entry, maxTextBytes],
    ['the text of an edit', size => edit(minji, 0, 'x'.repeat(size)).entry, maxTextBytes],
    [
      'the value of a register',
      size => ({
        type: 'register',
        id: target.id,
        stamp: stampAt(0),
        name: 'x',
        value: new Uint8Array(size).fill(120),
      }),
      maxRegisterBytes,
    ],
  ]
  const field = (size: number): Uint8Array =>
    encoding.encode(to => encoding.writeVarUint8Array(to, new Uint8Array(size).fill(120)))
  test.each(edges)('%s: the bound passes, one more does not, nor 64 KiB more', (_, make, bound) => {
    const honest = encodeEntry(make(bound) as Parameters<typeof encodeEntry>[0])
    const head = honest.subarray(0, honest.length - field(bound).length)
    const withField = (size: number): Uint8Array => new Uint8Array([...head, ...field(size)])
    expect(withField(bound)).toEqual(honest)
    expect(decodeEntry(withField(bound)).ok).toBe(true)
    for (const size of [bound + 1, bound + 65_536])
      expect(decodeEntry(withField(size))).toMatchObject({ ok: false, error: { kind: 'entry-malformed' } })
  })
})

describe('thousands about one message', () => {
  test('of one person the newest emoji stand, and everybody else keeps theirs', () => {
    const within = messageOf([hello, react(minji, 0, '👍'), ...range(maxReactionsOfAuthor, n => react(junho, n + 1))])
    expect(within.reactions).toHaveLength(1 + maxReactionsOfAuthor)
    const beyond = messageOf([hello, react(minji, 0, '👍'), ...range(3000, n => react(junho, n + 1))])
    expect(beyond.reactions.map(({ emoji }) => emoji)).toEqual([
      '👍',
      ...range(maxReactionsOfAuthor, n => `e${3001 - maxReactionsOfAuthor + n}`),
    ])
  })

  test('of the edits of a message the newest count, and others’ edits of it not at all', () => {
    const edits = range(maxCountingParts, n => edit(minji, n))
    const within = messageOf([hello, ...edits, ...range(500, n => edit(junho, 5000 + n))])
    expect([within.text, within.history.length, within.history[0]?.text]).toEqual([
      `edit ${maxCountingParts - 1}`,
      maxCountingParts,
      'hello',
    ])
    const beyond = messageOf([hello, ...edits, edit(minji, maxCountingParts)])
    expect([beyond.text, beyond.history.length]).toEqual([`edit ${maxCountingParts}`, maxCountingParts])
    expect(beyond.history.map(({ text }) => text)).not.toContain('edit 0')
  })

  test('what counts depends on the set alone, not on how it came', () => {
    const entries = [
      ...range(700, n => react(junho, n, `e${n % 40}`, n % 3 > 0)),
      ...range(700, n => edit(minji, n)),
      hello,
    ]
    const shuffled = entries.toSorted((a, b) => ((a.place.clock * 7919) % 1009) - ((b.place.clock * 7919) % 1009))
    expect(messageOf(shuffled, 13)).toEqual(messageOf(entries))
  })

  test('the ten thousandth costs about what the thousandth did', () => {
    const flood = [hello, ...range(10_000, n => (n % 2 ? react(junho, n) : edit(minji, n, 'x'.repeat(60_000) + n)))]
    const costMs = (from: number): number => {
      let state = foldAll(flood.slice(0, from))
      const begunMs = cpuUsage().user / 1000
      for (const one of flood.slice(from, from + 50)) state = foldTimeline(state, { added: [one], removed: [] })
      return (cpuUsage().user / 1000 - begunMs) / 50
    }
    costMs(1000)
    // Ten times as many: what is left of growth is one pass over them. Comparing histories as JSON took 100 ms and more.
    expect(costMs(9900)).toBeLessThan(10 * costMs(1000) + 10)
    expect(costMs(9900)).toBeLessThan(40)
  })
})

describe('clocks', () => {
  const claimed = (ms: number): TimelineItem => timelineOf(foldAll([say(junho, 'liar', ms)])).items[0] as TimelineItem

  test('a message stands within the month it was written into, whatever time it claims', () => {
    const [first, end] = [Date.UTC(2026, 4), Date.UTC(2026, 5)]
    expect(claimed(Date.UTC(2009, 0)).stamp).toEqual({ ms: first, counter: 0 })
    expect(claimed(Date.UTC(9999, 11, 31)).stamp.ms).toBe(end - 1)
    for (const honest of [first, end - 1]) expect(claimed(honest).stamp).toEqual({ ms: honest, counter: 0 })
    expect(claimed(first - 1).stamp.ms).toBe(first)
    expect(claimed(end).stamp.ms).toBe(end - 1)
  })

  test('nobody else’s message moves, and all are shown', () => {
    const honest = range(20, n => say(minji, `honest ${n}`, startMs + n))
    const liars = [say(junho, 'past', Date.UTC(2009, 0)), say(junho, 'future', Date.UTC(9999, 0))]
    const { items } = timelineOf(foldAll([...honest, ...liars]))
    expect(items.map(({ ref }) => ref.id)).toEqual(
      ['past', ...range(20, n => `honest ${n}`), 'future'].map(name => entryId(name)),
    )
  })
})
