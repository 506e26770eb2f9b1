import { alice, bob } from '@sarangbang/shared/room/logMember.fixture.ts'
import type { EntryPlace } from '@sarangbang/shared/room/entry.ts'
import type { TimelineItem } from '@sarangbang/shared/room/timeline.ts'
import { expect, test } from 'vitest'
import { tickOf, type TickFacts } from './tick.ts'

const item = { kind: 'message', author: alice.account, stamp: { ms: 5, counter: 0 } } as TimelineItem
const place: EntryPlace = { document: 'd', session: 's', clock: 0 }
const facts = (known: Partial<TickFacts> = {}): TickFacts => ({
  me: alice.account,
  placesOf: () => [],
  isJournaled: () => false,
  isKept: () => false,
  readByOthers: [],
  ...known,
})

test('a tick says how far a message got, and the furthest wins', () => {
  expect(tickOf(item, facts())).toBe('pending')
  expect(tickOf(item, facts({ isJournaled: () => true }))).toBe('written')
  expect(tickOf(item, facts({ placesOf: () => [place] }))).toBe('written')
  expect(tickOf(item, facts({ placesOf: () => [place], isKept: () => true }))).toBe('kept')
  expect(tickOf(item, facts({ readByOthers: [{ ms: 5, counter: 0 }] }))).toBe('read')
  expect(tickOf(item, facts({ readByOthers: [{ ms: 4, counter: 9 }] }))).toBe('pending')
})

test('one kept copy is enough, wherever the others stand', () => {
  const other = { ...place, clock: 7 }
  const known = { placesOf: () => [place, other], isKept: ({ clock }: EntryPlace) => clock === 7 }
  expect(tickOf(item, facts(known))).toBe('kept')
})

test('what others wrote, and what is no message, has no tick', () => {
  expect(tickOf({ ...item, author: bob.account }, facts())).toBeNull()
  expect(tickOf({ ...item, kind: 'erased' } as TimelineItem, facts())).toBeNull()
})
