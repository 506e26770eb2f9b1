import { test } from 'vitest'
import { failedOnce } from './failedOnce.ts'
import { runInMemory } from './world/runInMemory.ts'

test.each(failedOnce)('%s', async (_, history) => {
  await runInMemory(history)
})
