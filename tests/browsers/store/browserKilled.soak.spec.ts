import { countOf } from '../../counts.ts'
import { expect, missingFrom } from './fixture.ts'
import { test } from './profileFixture.ts'

const kills = countOf(40, 2)
/** Nothing here is about time: after 40 kills a busy machine reads for longer than a composer would wait. */
const patience = 60_000
const often = { intervals: [20], timeout: 300_000 }

test('what was called written survives SIGKILL of the whole browser', async ({ profile }) => {
  const documentTold: string[] = []
  const journalTold: string[] = []
  const told = { document: documentTold, journal: journalTold }
  for (let kill = 0; kill < kills; kill++) {
    const page = await profile.start()
    await page.exposeFunction('told', (where: 'document' | 'journal', id: string) => void told[where].push(id))
    const { loaded, ids } = await page.evaluate(limitMs => device.open({ limitMs }), patience)
    expect(loaded).toBe('ok')
    expect(missingFrom(ids, documentTold)).toEqual([])
    expect(missingFrom(await page.evaluate(() => device.journal()), journalTold)).toEqual([])
    const before = [documentTold.length, journalTold.length]
    await page.evaluate(prefix => {
      const { told } = globalThis as never as { told(where: string, id: string): void }
      device.burst(prefix, id => told('document', id))
      device.burstJournal(prefix, id => told('journal', id))
    }, `k${kill}-`)
    await expect.poll(() => documentTold.length - (before[0] ?? 0), often).toBeGreaterThan(50)
    await expect.poll(() => journalTold.length - (before[1] ?? 0), often).toBeGreaterThan(50)
    await profile.kill()
  }
  const page = await profile.start()
  expect(missingFrom((await page.evaluate(limitMs => device.open({ limitMs }), patience)).ids, documentTold)).toEqual(
    [],
  )
  expect(missingFrom(await page.evaluate(() => device.journal()), journalTold)).toEqual([])
})
