import { makeClock, maxDriftMs } from '@sarangbang/shared/room/clock.ts'
import type { OpenedEntry, Stamp } from '@sarangbang/shared/room/entry.ts'
import { expect, test } from 'vitest'
import { makeRoomArrivals, maxArrivals, type Arrivals } from './roomArrivals.ts'
import { accountOf, entryId } from './roomBench.fixture.ts'

const now = Date.UTC(2026, 4, 20)
const at = (ms: number, counter = 0): Stamp => ({ ms, counter })
const place = { document: 'room.2026-05', session: 'session', clock: 0 }
const said = (stamp: Stamp, author = 'bob'): OpenedEntry => ({
  entry: { type: 'message', id: entryId('one'), stamp, text: '', mentions: [], silent: false },
  author: accountOf(author),
  place,
})
const device = (kept: Arrivals = new Map(), offsetMs = 0) => {
  const world = { ms: now, remembered: kept }
  const clock = makeClock({ now: () => world.ms, offsetMs })
  const { note } = makeRoomArrivals({ clock, kept, onNoted: noted => void (world.remembered = noted) })
  return { world, clock, note, arrivedMs: (stamp: Stamp, author?: string) => note(said(stamp, author)).arrivedMs }
}

test('an entry from ahead of the clock keeps when it first came, over restarts and until its time has long come', async () => {
  const first = device()
  const ahead = at(now + 86_400_000)
  expect(first.arrivedMs(ahead)).toBe(now)
  first.world.ms += 5_000
  expect(first.arrivedMs(ahead)).toBe(now)
  await Promise.resolve()
  const second = device(first.world.remembered)
  second.world.ms += 2 * 86_400_000
  expect(second.arrivedMs(ahead)).toBe(now)
  expect(second.arrivedMs(ahead, 'alice')).toBeUndefined()
})

test('whatever is within the drift that clocks have is believed, and not remembered', async () => {
  const { note, world } = device()
  const honest = said(at(now + maxDriftMs))
  expect(note(honest)).toBe(honest)
  expect(note(said(at(now - 86_400_000))).arrivedMs).toBeUndefined()
  await Promise.resolve()
  expect(world.remembered.size).toBe(0)
})

test('the mark of an erased message came when the message did', () => {
  const { note, world } = device()
  const ahead = at(now + 86_400_000)
  expect(note(said(ahead)).arrivedMs).toBe(now)
  world.ms += 3_600_000
  const target = { month: '2026-05', author: accountOf('bob'), id: entryId('one') } as never
  const event = { code: 'erased', target, stamp: ahead } as const
  const mark: OpenedEntry = {
    entry: { type: 'system', id: entryId('mark'), stamp: at(world.ms), event },
    author: accountOf('bob'),
    place,
  }
  expect(note(mark).arrivedMs).toBe(now)
})

test('what a clock noted that was wrong itself is forgotten with its correction', async () => {
  const { note, clock, world } = device()
  const honest = note(said(at(now + 3_600_000)))
  const hostile = note(said(at(now + 86_400_000)))
  expect([honest.arrivedMs, hostile.arrivedMs]).toEqual([now, now])
  clock.correct(2 * 3_600_000)
  expect(note(honest)).not.toHaveProperty('arrivedMs')
  expect(note(hostile).arrivedMs).toBe(now + 2 * 3_600_000)
  await Promise.resolve()
  expect(world.remembered.size).toBe(1)
})

test('a flood from the future is remembered as far as there is room for it', async () => {
  const { arrivedMs, world } = device()
  for (let counter = 0; counter < maxArrivals + 10; counter++)
    expect(arrivedMs(at(now + 86_400_000, counter))).toBe(now)
  await Promise.resolve()
  expect(world.remembered.size).toBe(maxArrivals)
  expect([...world.remembered.keys()].at(0)).toMatch(/\.10$/)
})
