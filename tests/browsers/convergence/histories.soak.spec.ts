import { expect, test } from '@playwright/test'
import * as fc from 'fast-check'
import { failedOnce } from '../../convergence/failedOnce.ts'
import { addExercised, neverExercised, noneExercised } from '../../convergence/world/exercised.ts'
import { history } from '../../convergence/world/step.ts'
import { countOf, pickSeed } from '../../counts.ts'
import { servePage } from '../servePage.ts'
import type { RunHistory } from './page.ts'

test('[C3] the same on real IndexedDB, with frames that are killed and databases put back to older states', async ({
  page,
}) => {
  const { origin, close } = await servePage(new URL('page.ts', import.meta.url))
  const orphans: string[] = []
  page.on('pageerror', error => orphans.push(String(error)))
  await page.goto(origin)

  const seed = pickSeed()
  const runs = countOf(200, 3)
  const sum = noneExercised()
  let done = 0
  console.log(`convergence in Chromium: ${runs} histories, SEED=${seed}`)
  try {
    await fc.assert(
      fc.asyncProperty(history(80), async one => {
        const exercised = await page.evaluate(
          steps => (globalThis as unknown as { runHistory: RunHistory }).runHistory(steps),
          one,
        )
        addExercised(sum, exercised)
        expect(orphans).toEqual([])
        if (++done % 25 === 0) console.log(`${done} histories`)
      }),
      // Shrinking is for the same history in memory: here each run takes seconds.
      {
        numRuns: runs + failedOnce.length,
        seed,
        endOnFailure: true,
        examples: failedOnce.map(([, one]) => [one]),
      },
    )
  } finally {
    close()
  }
  console.log(JSON.stringify(sum))
  // Three histories hold something of most faults, two hundred everything of all.
  const never = neverExercised(sum)
  expect(never.length).toBeLessThanOrEqual(runs > 50 ? 0 : 15)
  expect(sum.crashed + sum.crashedBetween + sum.restarted + sum.restored).toBeGreaterThan(0)
  expect(sum.accepted).toBeGreaterThan(0)
})
