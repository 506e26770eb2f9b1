import { deepEqual, equal } from 'node:assert/strict'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { makeAdmissionTurns } from './admissionTurns.ts'
import type { HotDocument } from './hotDocument.ts'
import { syncLimits } from './syncLimits.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const setUp = () => {
  const admitted: string[] = []
  const turns = makeAdmissionTurns({ limits: syncLimits, steadyMs: () => Date.now() }, ({ name }) =>
    admitted.push(name),
  )
  const document = (name: string) => ({ name, admittedMs: Number.NEGATIVE_INFINITY }) as unknown as HotDocument
  return { turns, admitted, document }
}
const turn = () => vi.advanceTimersByTimeAsync(0)

test('the first is admitted at the end of its turn; what comes within 4 ms together when they are over', async () => {
  const { turns, admitted, document } = setUp()
  const one = document('one')
  turns.add(one)
  turns.add(one)
  deepEqual(admitted, [])
  await turn()
  deepEqual(admitted, ['one'])
  for (let n = 0; n < 3; n++) {
    turns.add(one)
    await vi.advanceTimersByTimeAsync(1)
  }
  equal(admitted.length, 1)
  await vi.advanceTimersByTimeAsync(syncLimits.admitEveryMs - 3)
  equal(admitted.length, 2)
  await vi.advanceTimersByTimeAsync(syncLimits.admitEveryMs)
  turns.add(one)
  await turn()
  equal(admitted.length, 3, 'after a pause at once again')
})

test('a document that is quiet does not wait for one that is not', async () => {
  const { turns, admitted, document } = setUp()
  const [busy, quiet] = [document('busy'), document('quiet')]
  turns.add(busy)
  await turn()
  turns.add(busy)
  turns.add(quiet)
  await turn()
  deepEqual(admitted, ['busy', 'quiet'])
})

test('who stops the relay waits for nothing, and nothing is admitted twice', async () => {
  const { turns, admitted, document } = setUp()
  const [one, other] = [document('one'), document('other')]
  turns.add(one)
  await turn()
  turns.add(one)
  await turn()
  turns.add(other)
  turns.flush()
  deepEqual(admitted, ['one', 'one', 'other'])
  await vi.advanceTimersByTimeAsync(100)
  equal(admitted.length, 3)
})
