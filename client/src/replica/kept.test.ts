import { expect, test } from 'vitest'
import { makeKept } from './kept.ts'

test('acknowledgements only ever grow, and only news is told', () => {
  const kept = makeKept(new Map([[1, 5]]))
  let told = 0
  kept.changes.watch(() => told++)
  expect(kept.merge(new Map([[1, 3]]))).toBe(false)
  expect(
    kept.merge(
      new Map([
        [1, 6],
        [2, 1],
      ]),
    ),
  ).toBe(true)
  expect(kept.merge(new Map([[2, 1]]))).toBe(false)
  expect(told).toBe(1)
  expect([...kept.clocks()]).toEqual([
    [1, 6],
    [2, 1],
  ])
})

test('a next clock covers what stands below it and not what stands at it', () => {
  const kept = makeKept(new Map([[1, 5]]))
  expect([4, 5].map(clock => kept.covers(1, clock))).toEqual([true, false])
  expect(kept.covers(2, 0)).toBe(false)
})

test('a relay that asks for what it acknowledged has lost it: kept no longer, until it is acknowledged again', () => {
  const kept = makeKept(
    new Map([
      [1, 5],
      [2, 3],
    ]),
  )
  let losses = 0
  kept.losses.watch(() => losses++)
  kept.relayHas(
    new Map([
      [1, 5],
      [2, 3],
      [9, 9],
    ]),
  )
  expect([losses, kept.changes.value]).toEqual([0, 0])
  kept.relayHas(new Map([[1, 2]]))
  expect([1, 2].map(client => kept.clocks().get(client))).toEqual([2, 0])
  expect([losses, kept.covers(1, 1), kept.covers(1, 2)]).toEqual([1, true, false])
  kept.merge(new Map([[1, 5]]))
  expect(kept.covers(1, 4)).toBe(true)
})

test('what a peer acknowledged stays kept, whatever the relay lost', () => {
  const kept = makeKept(new Map([[1, 5]]))
  kept.mergeFromPeer(new Map([[1, 4]]))
  kept.relayHas(new Map())
  expect([kept.covers(1, 3), kept.covers(1, 4)]).toEqual([true, false])
})
