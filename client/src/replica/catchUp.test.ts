import { ok } from '@sarangbang/shared/result.ts'
import { monthName, type DocumentName, type Month } from '@sarangbang/shared/room/documentName.ts'
import { expect, test } from 'vitest'
import { makeCatchUp } from './catchUp.ts'
import { aliceAndBob as room } from './roomBench.fixture.ts'

const month = monthName(room.id, '2026-05' as Month)

const wanted = async (
  told: readonly (readonly [string, number])[],
  reached: readonly (readonly [string, number])[],
) => {
  const asked: DocumentName[] = []
  await makeCatchUp({
    journal: { list: async () => ok([]) },
    states: { open: () => [], isHeld: () => false },
    sync: { want: (_, names) => void asked.push(...names) },
    told: () => new Map(told),
    reached: new Map(reached),
    owed: () => new Set(),
    roomOf: id => (id === room.id ? room : undefined),
    isAble: () => true,
    onJournal: () => undefined,
  })()
  return asked
}

test('what the relay has and this device has not is fetched, and nothing else', async () => {
  expect(await wanted([[month, 7]], [])).toEqual([month])
  expect(await wanted([[month, 7]], [[month, 6]])).toEqual([month])
  expect(await wanted([[month, 7]], [[month, 7]])).toEqual([])
})

test('[C1] a relay restored from an older backup is brought what it lost, though nobody opens the room', async () => {
  expect(await wanted([[month, 3]], [[month, 7]])).toEqual([month])
  expect(await wanted([], [[month, 7]])).toEqual([month])
})
