import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toBase64url } from '../crypto/base64url.ts'
import type { AccountId, EntryId } from '../crypto/ids.ts'
import { seededBytes } from '../crypto/seededBytes.ts'
import { decodeEntry } from './decodeEntry.ts'
import type { Month } from './documentName.ts'
import { encodeEntry } from './encodeEntry.ts'
import type { Entry, EntryRef, MessageEntry, Stamp, SystemEvent } from './entry.ts'
import { maxMentions, maxTextBytes } from './entryFormat.ts'
import { entryRefToText } from './entryRef.ts'
import { maxStampCounter, maxStampMs, minStampMs } from './stamp.ts'

const ids = <Id extends string>(bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map(id => toBase64url(id) as Id)
const accounts = ids<AccountId>(32)
const stamps = fc.record<Stamp>({
  ms: fc.integer({ min: minStampMs, max: maxStampMs }),
  counter: fc.integer({ min: 0, max: maxStampCounter }),
})
const months = fc
  .tuple(fc.integer({ min: 2009, max: 9999 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}` as Month)
const refs = fc.record<EntryRef>({ month: months, author: accounts, id: ids<EntryId>(16) })
const texts = fc.string({ unit: 'grapheme', maxLength: 80 })
const is = <T extends string>(type: T) => fc.constant<T>(type)
const base = { id: ids<EntryId>(16), stamp: stamps }
const mentions = fc.array(accounts, { maxLength: 4 })
const events: fc.Arbitrary<SystemEvent> = fc.oneof(
  fc.record({ code: is('began') }),
  fc.record({ code: is('erased'), target: refs, stamp: stamps }),
)
const entries: fc.Arbitrary<Entry> = fc.oneof(
  fc.record(
    { ...base, type: is('message'), text: texts, mentions, silent: fc.boolean(), replyTo: refs, readUpTo: stamps },
    { requiredKeys: ['id', 'stamp', 'type', 'text', 'mentions', 'silent'] },
  ),
  fc.record({ ...base, type: is('edit'), target: refs, text: texts, mentions }),
  fc.record({
    ...base,
    type: is('react'),
    target: refs,
    emoji: fc.constantFrom('👍', '👨‍👩‍👧‍👦', '사', '❤️'),
    on: fc.boolean(),
    readUpTo: stamps,
  }),
  fc.record({ ...base, type: is('system'), event: events }),
  fc.record({
    ...base,
    type: is('register'),
    name: texts.filter(text => text !== ''),
    value: fc.option(fc.uint8Array({ maxLength: 100 })),
  }),
)

const random = seededBytes('entry')
const message: MessageEntry = {
  type: 'message',
  id: toBase64url(random(16)) as EntryId,
  stamp: { ms: Date.UTC(2026, 4, 3), counter: 0 },
  text: '안녕',
  mentions: [],
  silent: false,
}
const malformed = (at: string) => ({ ok: false, error: { kind: 'entry-malformed', at } })
/** Where the version is 0, the type 1, the id 2–17, the stamp's ms 18–23 and its counter 24, the flags stand at 25. */
const flagsAt = 25

test('every entry comes back as it was', () => {
  const types = new Set<string>()
  fc.assert(
    fc.property(entries, entry => {
      types.add(entry.type)
      expect(decodeEntry(encodeEntry(entry))).toEqual({ ok: true, value: entry })
    }),
    { numRuns: 500 },
  )
  expect(types).toEqual(new Set(['message', 'edit', 'react', 'system', 'register']))
})

test('any bytes are read within bounds or refused, and what is read strictly has one encoding', () => {
  const changed = fc.tuple(entries, fc.nat(200), fc.nat(255), fc.nat(300)).map(([entry, at, byte, end]) => {
    const bytes = encodeEntry(entry).slice(0, Math.max(end, 30))
    bytes[at % bytes.length] = byte
    return bytes
  })
  let read = 0
  let refused = 0
  fc.assert(
    fc.property(fc.oneof(changed, fc.uint8Array({ maxLength: 200 })), bytes => {
      const result = decodeEntry(bytes)
      if (!result.ok) {
        refused++
        return
      }
      read++
      if (result.value.type !== 'unknown' && bytes[0] === 1) expect(encodeEntry(result.value)).toEqual(bytes)
    }),
    { numRuns: 3000 },
  )
  expect(read).toBeGreaterThan(100)
  expect(refused).toBeGreaterThan(100)
})

describe('what newer programs write', () => {
  const bytes = encodeEntry(message)
  const newer = Uint8Array.of(2, ...bytes.subarray(1))

  test('of an unknown type is kept as unknown, with its time', () => {
    const unknown = Uint8Array.of(1, 99, ...bytes.subarray(2, flagsAt + 1), 1, 2, 3)
    const value = { type: 'unknown', code: 99, id: message.id, stamp: message.stamp }
    expect(decodeEntry(unknown)).toEqual({ ok: true, value })
  })
  test('of a known type is read as far as it is known, further flags and bytes ignored', () => {
    expect(decodeEntry(Uint8Array.of(...newer, 9, 9, 9))).toEqual({ ok: true, value: message })
    const flagged = newer.slice()
    flagged[flagsAt] = 0b1110
    expect(decodeEntry(flagged)).toEqual({ ok: true, value: message })
  })
  test('as an unknown system event is unknown', () => {
    const began = encodeEntry({ type: 'system', id: message.id, stamp: message.stamp, event: { code: 'began' } })
    const later = Uint8Array.of(...began.subarray(0, -1), 77, 1, 2)
    expect(decodeEntry(later)).toMatchObject({ ok: true, value: { type: 'unknown', code: 3 } })
  })
  test('does not excuse a version 1 with something behind it, or an unknown flag', () => {
    expect(decodeEntry(Uint8Array.of(...bytes, 0))).toEqual(malformed('end'))
    const flagged = bytes.slice()
    flagged[flagsAt] = 2
    expect(decodeEntry(flagged)).toEqual(malformed('head'))
    const optioned = bytes.slice()
    optioned[flagsAt + 1] = 4
    expect(decodeEntry(optioned)).toEqual(malformed('body'))
  })
})

describe('bounds', () => {
  test('text is not normalised, a leading byte order mark not lost', () => {
    for (const text of ['é', 'é', '\uFEFF안녕', '\0']) {
      expect(decodeEntry(encodeEntry({ ...message, text }))).toMatchObject({ ok: true, value: { text } })
    }
  })
  test('text that is no UTF-8 is refused', () => {
    const bytes = encodeEntry(message)
    bytes[bytes.length - 1] = 0xff
    expect(decodeEntry(bytes)).toEqual(malformed('body'))
  })
  test('a stamp outside 2009–9999 is refused, whoever writes it', () => {
    for (const ms of [0, minStampMs - 1, maxStampMs + 1, Number.NaN]) {
      expect(() => encodeEntry({ ...message, stamp: { ms, counter: 0 } })).toThrow(RangeError)
    }
    const early = Uint8Array.of(1, 0, ...new Uint8Array(16), 1, 0, 0, 0, 0, 0)
    expect(decodeEntry(early)).toEqual(malformed('head'))
  })
  test('too much of anything is a bug of its maker', () => {
    const mentions = Array.from({ length: maxMentions + 1 }, () => toBase64url(random(32)) as AccountId)
    expect(() => encodeEntry({ ...message, mentions })).toThrow(RangeError)
    expect(() => encodeEntry({ ...message, text: 'a'.repeat(maxTextBytes + 1) })).toThrow(RangeError)
    const replyTo = { month: '2008-12' as Month, author: toBase64url(random(32)) as AccountId, id: message.id }
    expect(() => encodeEntry({ ...message, replyTo })).toThrow(RangeError)
  })
})

test('a reference reads month/author/entry', () => {
  const ref = { month: '2026-05' as Month, author: 'A' as AccountId, id: 'E' as EntryId }
  expect(entryRefToText(ref)).toBe('2026-05/A/E')
})
