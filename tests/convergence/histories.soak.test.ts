import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countOf, pickSeed } from '../counts.ts'
import { addExercised, neverExercised, noneExercised } from './world/exercised.ts'
import { runInMemory } from './world/runInMemory.ts'
import { history } from './world/step.ts'

const runs = countOf(2_000, 20)
const isWhole = runs > 20

test(
  '[C3] through every fault of devices and network, all replicas end equal with all that was accepted and nothing else',
  // Some six seconds on a quiet machine.
  isWhole ? {} : { timeout: 120_000 },
  async () => {
    const seed = pickSeed()
    const sum = noneExercised()
    let done = 0
    console.log(`convergence: ${runs} histories, SEED=${seed}`)
    await fc.assert(
      fc.asyncProperty(history(120), async one => {
        addExercised(sum, await runInMemory(one))
        if (++done % 100 === 0) console.log(`${done} histories`)
      }),
      { numRuns: runs, seed },
    )
    console.log(JSON.stringify(sum))
    // A sample may leave out the rarest by chance.
    expect(neverExercised(sum).length).toBeLessThanOrEqual(isWhole ? 0 : 3)
  },
)
