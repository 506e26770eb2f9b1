import { deepEqual, equal } from 'node:assert/strict'
import { headName } from '@sarangbang/shared/room/documentName.ts'
import type { RoomId } from '@sarangbang/shared/crypto/ids.ts'
import { afterEach, beforeEach, test, vi } from 'vitest'
import type { DocumentStore, DocumentUpdate } from '../store/documentStore.ts'
import { makeGroupCommit } from './groupCommit.ts'
import { makeHeldShares } from './heldShares.ts'
import { syncLimits } from './syncLimits.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const document = headName('AAAAAAAAAAAAAAAAAAAAAA' as RoomId)
const setUp = () => {
  const batches: number[][] = []
  const kept: [value: number, position: number][] = []
  const health: boolean[] = []
  let position = 0
  const state = { refuses: false }
  const append = async (batch: readonly DocumentUpdate[]) => {
    if (state.refuses) throw Object.assign(new Error('/secret/path is full'), { code: 'SQLITE_FULL' })
    batches.push(batch.map(({ bytes }) => bytes[0] ?? -1))
    return batch.map(() => ++position)
  }
  const lines: object[] = []
  const log = { info: () => {}, warn: () => {}, error: (facts: object) => void lines.push(facts) }
  const parts = {
    store: { append } as unknown as DocumentStore,
    limits: { ...syncLimits, unkeptBytes: 3 },
    log,
    held: makeHeldShares(syncLimits, log),
    now: () => Date.now(),
    steadyMs: () => Date.now(),
  }
  const commit = makeGroupCommit(parts, isHealthy => void health.push(isHealthy))
  const add = (value: number) =>
    commit.add({
      document,
      bytes: Uint8Array.of(value),
      erases: false,
      kept: position => void kept.push([value, position]),
    })
  return { commit, add, batches, kept, health, state, lines }
}

test('what gathers while one transaction runs goes into the next, in order', async () => {
  const { commit, add, batches, kept } = setUp()
  add(1)
  commit.run()
  add(2)
  add(3)
  commit.run()
  equal(await commit.settled(1000), true)
  deepEqual(batches, [[1], [2, 3]])
  deepEqual(kept, [
    [1, 1],
    [2, 2],
    [3, 3],
  ])
})

test('while the disk refuses nothing is kept, told once; then everything is, in order', async () => {
  const { commit, add, batches, kept, health, state, lines } = setUp()
  state.refuses = true
  add(1)
  commit.run()
  await vi.advanceTimersByTimeAsync(2000)
  add(2)
  commit.run()
  deepEqual([kept, batches, health], [[], [], [false]])
  equal(lines.length > 2 && lines.length < 6, true, 'more and more slowly')
  equal(JSON.stringify(lines).includes('secret'), false)
  state.refuses = false
  await vi.advanceTimersByTimeAsync(5000)
  deepEqual(batches, [[1, 2]])
  deepEqual(health, [false, true])
})

test('too much that waits is full; stopping does not wait for ever', async () => {
  const { commit, add, state } = setUp()
  state.refuses = true
  for (let i = 0; i < 3; i++) add(i)
  equal(commit.isFull(), false)
  add(3)
  equal(commit.isFull(), true)
  const settled = commit.settled(Date.now() + 2500)
  await vi.advanceTimersByTimeAsync(2500)
  equal(await settled, false)
})
