import { deepEqual, equal, rejects } from 'node:assert/strict'
import { test } from 'vitest'
import { sideBySide, type Contender } from './sideBySide.ts'

/** A clock that only contenders move: `run` takes what it is told, `prepare` takes a second that must not count. */
const makeBench = () => {
  let nowMs = 0
  const order: string[] = []
  const contender = (name: string, takesMs: readonly number[], rest: Partial<Contender> = {}): Contender => {
    let round = 0
    return {
      name,
      operations: 1,
      prepare: () => (nowMs += 1000),
      run() {
        order.push(name)
        nowMs += takesMs[round++ % takesMs.length] ?? 0
      },
      ...rest,
    }
  }
  return { contender, order, now: () => nowMs }
}

test('times are told per operation, in microseconds, without what prepares them', async () => {
  const { contender, now } = makeBench()
  const [measured] = await sideBySide([contender('a', [2], { operations: 4 })], { rounds: 3, warmUp: 0 }, now)
  deepEqual(measured, { name: 'a', us: 500, ratio: null })
})

test('the order is turned by one each round', async () => {
  const { contender, order, now } = makeBench()
  await sideBySide(
    ['a', 'b', 'c'].map(name => contender(name, [1])),
    { rounds: 3, warmUp: 0 },
    now,
  )
  equal(order.join(''), 'abcbcacab')
})

test('rounds that warm up are run and not counted', async () => {
  const { contender, order, now } = makeBench()
  const [measured] = await sideBySide([contender('a', [50, 50, 1])], { rounds: 1, warmUp: 2 }, now)
  equal(order.length, 3)
  equal(measured?.us, 1000)
})

test('a ratio is made of the rounds of both', async () => {
  const { contender, now } = makeBench()
  const bare = contender('bare', [1, 4, 40])
  const ours = contender('ours', [2, 2, 80], { against: 'bare' })
  const measured = await sideBySide([bare, ours], { rounds: 3, warmUp: 0 }, now)
  deepEqual(measured[1]?.ratio, { to: 'bare', times: 2 })
})

test('against a name that nobody bears there is no ratio, but an error', async () => {
  const { contender, now } = makeBench()
  await rejects(sideBySide([contender('a', [1], { against: 'b' })], { rounds: 1, warmUp: 0 }, now), /no contender/)
})
