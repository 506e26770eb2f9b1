import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { countOf, pickSeed } from '../counts.ts'
import { addExercised, noneExercised } from './world/exercised.ts'
import { runInMemory } from './world/runInMemory.ts'
import { history, type History, type Step } from './world/step.ts'

const runs = countOf(1_000, 20)
const isWhole = runs > 20

/** No disk is put back and nobody lies about what he keeps; instead more is lost on its way, and more is acknowledged. */
const truthfully = (step: Step): Step => {
  switch (step.kind) {
    case 'restore':
    case 'back up':
      return { kind: 'acknowledge', replica: step.replica }
    case 'marker':
      return { kind: 'drop', pick: step.from }
    case 'lie':
      return step.at % 2 === 0 ? { kind: 'acknowledge', replica: step.at } : { kind: 'drop', pick: step.pick }
    default:
      return step
  }
}
/** The first message makes the key, and one of the frames that carry the two is lost. */
const firstMessage = ({ devices, seed }: History): readonly Step[] => [
  { kind: 'deliver', frames: 80 },
  { kind: 'act', device: 0, action: { kind: 'say', bytes: 7, replyTo: null } },
  { kind: 'drop', pick: seed },
  { kind: 'deliver', frames: 80 },
  { kind: 'acknowledge', replica: devices },
  { kind: 'deliver', frames: 80 },
]
const truthful = history(120).map((one): History => ({
  ...one,
  steps: [...firstMessage(one), ...one.steps.map(truthfully)],
}))

test(
  '[C3] what a device shows as kept can be read without it, whatever else is lost, late or reordered',
  isWhole ? {} : { timeout: 120_000 },
  async () => {
    const seed = pickSeed()
    const sum = noneExercised()
    console.log(`kept: ${runs} histories, SEED=${seed}`)
    await fc.assert(
      fc.asyncProperty(truthful, async one => addExercised(sum, await runInMemory(one))),
      { numRuns: runs, seed, endOnFailure: !isWhole },
    )
    console.log(JSON.stringify(sum))
    expect(sum.keptByOthers).toBeGreaterThan(runs)
  },
)

// alice0 had stamped it anew; the copy that alice2 still saw, by the old stamp, was on the relay's disk all the same.
test('[C3] kept is true of a copy that its writer has taken back and nobody else knows of yet', async () => {
  await fc.assert(
    fc.asyncProperty(truthful, async one => void (await runInMemory(one))),
    { numRuns: 9, seed: 3968290795, endOnFailure: true },
  )
})
