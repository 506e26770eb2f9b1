import { parseDocumentName } from '@sarangbang/shared/room/documentName.ts'
import { alice } from '@sarangbang/shared/room/logMember.fixture.ts'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { itemsOf, makeFakeJournal, openRoomBench, type FakeDisk, type RoomBench } from './roomBench.fixture.ts'
import type { JournalRecord } from './store/journal.ts'

const dayMs = 86_400_000
const noon = Date.UTC(2026, 4, 28, 12)

const correct = async (bench: RoomBench, offsetMs: number): Promise<void> => {
  if (bench.clock.correct(offsetMs)) await bench.state.corrected()
  await bench.state.settled()
}
const textsOf = (bench: RoomBench) => itemsOf(bench).map(item => (item.kind === 'message' ? item.text : item.kind))
/** Live envelopes in months, by month and kind. */
const standing = ({ state }: RoomBench) =>
  state.documents.opened.value.flatMap(({ name, log }) => {
    const month = parseDocumentName(name)?.month ?? null
    return month === null ? [] : log.envelopes().map(({ kind }) => `${month} ${kind}`)
  })
const send = async (bench: RoomBench, text: string): Promise<void> => {
  expect((await bench.actions.send({ text })).ok).toBe(true)
  await bench.state.settled()
}
/** The relay has all of every document that it would take. */
const keepAll = ({ state }: RoomBench, isTaken: (name: string) => boolean = () => true): void => {
  for (const { name, log, kept } of state.documents.opened.value) {
    if (isTaken(name)) kept.merge(Y.decodeStateVector(Y.encodeStateVector(log.doc)))
  }
}

test('[C3] a device four days ahead near the end of a month: all of it arrives in the right month, in order', async () => {
  const bench = openRoomBench({ timeMs: noon + 4 * dayMs })
  await bench.state.ready
  await send(bench, 'one')
  await send(bench, 'two')
  const [one] = itemsOf(bench)
  if (one === undefined) throw new Error('nothing was said')
  await bench.actions.edit(one.ref, 'one, mended')
  await bench.actions.react(one.ref, '👍', true)
  await bench.actions.send({ text: 'three', replyTo: one.ref })
  await bench.state.settled()
  expect(new Set(standing(bench))).toEqual(new Set(['2026-06 sealed']))

  await correct(bench, -4 * dayMs)
  expect(textsOf(bench)).toEqual(['one, mended', 'two', 'three'])
  for (const { stamp, ref } of itemsOf(bench)) {
    expect(Math.abs(stamp.ms - noon)).toBeLessThan(60_000)
    expect(ref.month).toBe('2026-05')
  }
  const [first, , third] = itemsOf(bench)
  expect(first).toMatchObject({ reactions: [{ emoji: '👍', by: [alice.account] }] })
  expect(third).toMatchObject({ replyTo: { month: '2026-05', id: one.ref.id } })
  // Five entries in the month where they belong; in the other only the erasures of their former copies.
  expect(standing(bench).toSorted()).toEqual([
    ...Array.from({ length: 5 }, () => '2026-05 sealed'),
    ...Array.from({ length: 5 }, () => '2026-06 erase'),
  ])
  // The relay takes no month that is so far ahead; nothing waits for it.
  keepAll(bench, name => !name.endsWith('2026-06'))
  expect(bench.journal.records).toEqual([])
})

test('[C3] a device a year behind, in a month long over: what nobody has comes to now, what others have stays', async () => {
  const bench = openRoomBench({ timeMs: noon - 365 * dayMs })
  await bench.state.ready
  await send(bench, 'taken')
  keepAll(bench)
  expect(bench.journal.records).toEqual([])
  await send(bench, 'mine alone')
  await correct(bench, 365 * dayMs)
  expect(textsOf(bench)).toEqual(['taken', 'mine alone'])
  expect(itemsOf(bench).map(({ ref }) => ref.month)).toEqual(['2025-05', '2026-05'])
  await send(bench, 'after')
  expect(textsOf(bench)).toEqual(['taken', 'mine alone', 'after'])
})

test('[C3] a small correction, and one that comes back the same, stamp nothing anew', async () => {
  const bench = openRoomBench({ timeMs: noon })
  await bench.state.ready
  await send(bench, 'one')
  const [before] = itemsOf(bench)
  await correct(bench, 50_000)
  await correct(bench, 0)
  expect(itemsOf(bench)[0]).toBe(before)
  expect(standing(bench)).toEqual(['2026-05 sealed'])
})

test('[C3] the clock jumps twice, forward and back: everything stands once, in the order it was said', async () => {
  const bench = openRoomBench({ timeMs: noon })
  await bench.state.ready
  await send(bench, 'before')
  bench.time += dayMs
  await send(bench, 'a day ahead')
  await correct(bench, -dayMs)
  bench.time -= 10 * dayMs
  await send(bench, 'ten days behind')
  await correct(bench, 9 * dayMs)
  expect(textsOf(bench)).toEqual(['before', 'a day ahead', 'ten days behind'])
  expect(standing(bench).filter(kind => kind.endsWith('sealed'))).toHaveLength(3)
  for (const { stamp } of itemsOf(bench)) expect(Math.abs(stamp.ms - noon)).toBeLessThan(60_000)
})

test('[C3] journaled while the clock was being corrected, it is stamped anew all the same', async () => {
  const bench = openRoomBench({ timeMs: noon + 4 * dayMs })
  await bench.state.ready
  const { append } = bench.journal
  const corrected = Promise.withResolvers<void>()
  Object.assign(bench.journal, {
    append: async (record: JournalRecord) => {
      await corrected.promise
      return append(record)
    },
  })
  const sending = bench.actions.send({ text: 'in between' })
  if (bench.clock.correct(-4 * dayMs)) await bench.state.corrected()
  corrected.resolve()
  await sending
  await bench.state.settled()
  expect(itemsOf(bench).map(({ ref }) => ref.month)).toEqual(['2026-05'])
  expect(standing(bench).filter(kind => kind.endsWith('sealed'))).toEqual(['2026-05 sealed'])
})

test('[C5] a message of a month that no relay takes, erased before the correction: only its mark goes out', async () => {
  const bench = openRoomBench({ timeMs: noon + 4 * dayMs })
  await bench.state.ready
  await send(bench, 'not so')
  const [item] = itemsOf(bench)
  if (item === undefined) throw new Error('nothing was said')
  await bench.actions.erase(item.ref)
  await correct(bench, -4 * dayMs)
  expect(textsOf(bench)).toEqual(['erased'])
  expect(standing(bench).filter(kind => kind.endsWith('sealed'))).toEqual(['2026-05 sealed'])
  keepAll(bench, name => !name.endsWith('2026-06'))
  expect(bench.journal.records).toEqual([])
})

test('[C3] another tab has stamped it anew already: this one leaves it', async () => {
  const bench = openRoomBench({ timeMs: noon + 4 * dayMs })
  await bench.state.ready
  await send(bench, 'once')
  const [record] = bench.journal.records
  if (record === undefined) throw new Error('nothing was journaled')
  bench.journal.records[0] = { ...record, offsetMs: -4 * dayMs }
  await correct(bench, -4 * dayMs)
  expect(standing(bench)).toEqual(['2026-06 sealed'])
})

/** All that a device has on its disk at one moment. */
interface Snapshot {
  readonly records: readonly JournalRecord[]
  readonly disk: FakeDisk
}

test.each([
  ['into another month', 4 * dayMs],
  ['within the month', 3_600_000],
])(
  '[C3] killed between any two writes while it stamps anew %s: each message stands once, and right',
  async (_, aheadMs) => {
    const first = openRoomBench({ timeMs: noon + aheadMs })
    await first.state.ready
    await send(first, 'one')
    const [one] = itemsOf(first)
    if (one === undefined) throw new Error('nothing was said')
    await first.actions.edit(one.ref, 'one, mended')
    await send(first, 'two')

    const snapshots: Snapshot[] = []
    const take = (): void => {
      snapshots.push({ records: [...first.journal.records], disk: new Map(first.disk) })
    }
    const set = first.disk.set.bind(first.disk)
    first.disk.set = (name, rows) => {
      set(name, rows)
      take()
      return first.disk
    }
    for (const step of ['replace', 'place', 'remove'] as const) {
      const original = first.journal[step] as (...args: never[]) => Promise<never>
      Object.assign(first.journal, {
        [step]: async (...args: never[]) => {
          take()
          const done = await original(...args)
          take()
          return done
        },
      })
    }
    await correct(first, -aheadMs)
    expect(snapshots.length).toBeGreaterThan(8)

    for (const { records, disk } of snapshots) {
      const journal = makeFakeJournal()
      journal.records.push(...records)
      const again = openRoomBench({
        journal,
        disk: new Map(disk),
        keyring: first.keyring,
        timeMs: noon + aheadMs + 30_000,
        offsetMs: -aheadMs,
      })
      await again.state.ready
      await again.state.settled()
      expect(textsOf(again)).toEqual(['one, mended', 'two'])
      for (const { ref, stamp } of itemsOf(again)) {
        expect(ref.month).toBe('2026-05')
        expect(Math.abs(stamp.ms - noon)).toBeLessThan(60_000)
      }
      const sealed = standing(again).filter(kind => kind.endsWith('sealed'))
      expect(sealed.filter(kind => kind.startsWith('2026-06'))).toEqual([])
      // A copy too many where the page died between the document's disk and the journal's; folds go by entry id.
      expect(sealed.length).toBeGreaterThanOrEqual(3)
      keepAll(again, name => !name.endsWith('2026-06'))
      expect(journal.records).toEqual([])
      again.state.close()
    }
  },
)
