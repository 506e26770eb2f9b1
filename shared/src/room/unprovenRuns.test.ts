import { expect, test } from 'vitest'
import { emptyErasures } from './erasures.ts'
import { emptyUnprovenRuns } from './unprovenRuns.ts'
import type { UpdateStruct } from './updateStruct.ts'

const tombstone = (clock: number, length = 1, client = 1): UpdateStruct => ({
  client,
  clock,
  length,
  origin: null,
  rightOrigin: null,
  content: null,
})
const nothingYet = { stateOf: () => 0, erasures: emptyErasures() }

test('neighbouring tombstones of one client are one run, however many structs they came as', () => {
  const runs = emptyUnprovenRuns()
  for (let clock = 0; clock < 1000; clock++) runs.add([tombstone(clock)])
  runs.add([tombstone(1000, 2 ** 50)])
  expect(runs.count).toBe(1)
  runs.add([tombstone(0, 1, 2), tombstone(2, 1, 2)])
  expect(runs.count).toBe(3)
})

test('the first clock that nothing explains is told, until erasures or the document explain all', () => {
  const runs = emptyUnprovenRuns()
  expect(runs.first(nothingYet)).toBeNull()
  runs.add([tombstone(3, 3), tombstone(0, 2, 2)])
  const erasures = emptyErasures()
  const document = new Map<number, number>()
  const by = { erasures, stateOf: (client: number) => document.get(client) ?? 0 }
  expect(runs.first(by)).toEqual({ client: 1, clock: 3 })
  erasures.add([
    { client: 1, clock: 3 },
    { client: 1, clock: 5 },
  ])
  expect(runs.first(by)).toEqual({ client: 1, clock: 4 })
  erasures.add([{ client: 1, clock: 4 }])
  expect(runs.first(by)).toEqual({ client: 2, clock: 0 })
  document.set(2, 2)
  expect(runs.first(by)).toBeNull()
  runs.add([tombstone(6)])
  expect(runs.first(by)).toEqual({ client: 1, clock: 6 })
})

test('[O2] asking after each of many updates looks at each clock once', () => {
  const runs = emptyUnprovenRuns()
  const erasures = emptyErasures()
  let looked = 0
  const by = {
    stateOf: () => 0,
    erasures: { has: (client: number, clock: number) => erasures.has(client, clock) && ++looked > 0 },
  }
  const many = 2000
  runs.add([tombstone(0, many + 1)])
  for (let clock = 0; clock < many; clock++) {
    erasures.add([{ client: 1, clock }])
    runs.add([tombstone(clock * 2, 1, 2)])
    expect(runs.first(by)).toEqual({ client: 1, clock: clock + 1 })
  }
  expect(looked).toBe(many)
})
