import { alice, bob } from '@sarangbang/shared/room/logMember.fixture.ts'
import { printedMs } from '@sarangbang/shared/room/printedMs.ts'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { itemsOf, openRoomBench, type FakeDisk, type RoomBench } from './roomBench.fixture.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const noon = Date.UTC(2026, 4, 20, 12)
const openBench = async (options: Parameters<typeof openRoomBench>[0]): Promise<RoomBench> => {
  const bench = openRoomBench(options)
  await bench.state.ready
  return bench
}
/** Everything that is printed of times in the room. */
const printedIn = (bench: RoomBench): readonly number[] =>
  itemsOf(bench).flatMap(item => [
    printedMs(item),
    ...(item.kind === 'message' ? item.history.map(past => printedMs(past)) : []),
  ])

test('[C3] of a member a day ahead nothing is printed from the future: a message, what it said before, and where one was erased', async () => {
  const disk: FakeDisk = new Map()
  const theirs = await openBench({ identity: bob, timeMs: noon + dayMs, disk })
  for (const text of ['one', 'two']) expect((await theirs.actions.send({ text })).ok).toBe(true)
  await theirs.state.settled()
  const [one, two] = itemsOf(theirs)
  if (one === undefined || two === undefined) throw new Error('nothing was said')
  await theirs.actions.edit(one.ref, 'one, mended')
  await theirs.actions.edit(one.ref, 'one, mended twice')
  await theirs.actions.erase(two.ref)
  await theirs.state.settled()

  const first = await openBench({ identity: alice, timeMs: noon, disk })
  expect(itemsOf(first).map(({ kind, stamp }) => [kind, stamp.ms >= noon + dayMs])).toEqual([
    ['message', true],
    ['erased', true],
  ])
  const printed = printedIn(first)
  expect(printed).toHaveLength(4)
  expect(Math.max(...printed)).toBeLessThanOrEqual(first.time)

  const later = await openBench({ identity: alice, timeMs: noon + 3 * dayMs, disk, arrivals: first.arrivals })
  expect(printedIn(later)).toEqual(printed)
})

test('[C3] what went out by a clock that was ahead is printed, once it is corrected, as of then', async () => {
  const bench = await openBench({ timeMs: noon + dayMs })
  await bench.actions.send({ text: 'ahead' })
  await bench.state.settled()
  // Somebody has it, so it keeps its stamp.
  for (const { log, kept } of bench.state.documents.opened.value) {
    kept.merge(Y.decodeStateVector(Y.encodeStateVector(log.doc)))
  }
  const seen: number[] = []
  bench.state.timeline.timeline.watch(() => seen.push(...printedIn(bench)))
  expect(bench.clock.correct(-dayMs)).toBe(true)
  await bench.state.corrected()
  expect(itemsOf(bench)).toMatchObject([{ text: 'ahead' }])
  expect(itemsOf(bench)[0]?.stamp.ms).toBeGreaterThanOrEqual(noon + dayMs)
  expect(seen.length).toBeGreaterThan(0)
  expect(Math.max(...printedIn(bench))).toBeLessThanOrEqual(bench.clock.nowMs())
})
