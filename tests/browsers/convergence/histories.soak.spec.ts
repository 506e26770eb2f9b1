import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import * as fc from 'fast-check'
import { build } from 'vite'
import { failedOnce } from '../../convergence/failedOnce.ts'
import { addExercised, neverExercised, noneExercised } from '../../convergence/world/exercised.ts'
import { history } from '../../convergence/world/step.ts'
import { countOf, pickSeed } from '../../counts.ts'
import type { RunHistory } from './page.ts'

const bundlePage = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'es2024',
      lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['iife'], name: 'page' },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const chunk = first && 'output' in first ? first.output[0] : undefined
  if (!chunk) throw new Error('vite built nothing')
  return chunk.code
}

test('[C3] the same on real IndexedDB, with frames that are killed and databases put back to older states', async ({
  page,
}) => {
  const script = await bundlePage()
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : '<!doctype html><meta charset="utf-8"><body><script src="/page.js"></script>')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const orphans: string[] = []
  page.on('pageerror', error => orphans.push(String(error)))
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}`)

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
    server.closeAllConnections()
    server.close()
  }
  console.log(JSON.stringify(sum))
  // Three histories hold something of most faults, two hundred everything of all.
  const never = neverExercised(sum)
  expect(never.length).toBeLessThanOrEqual(runs > 50 ? 0 : 15)
  expect(sum.crashed + sum.crashedBetween + sum.restarted + sum.restored).toBeGreaterThan(0)
  expect(sum.accepted).toBeGreaterThan(0)
})
