import { countOf } from '../../counts.ts'
import { expect, killTab, missingFrom, reopen, test } from './fixture.ts'

/** Each after 20 to 80 more writes that were called written: the moment differs by itself, as no two writes take equally long. */
const kills = countOf(80, 4)
/** Nothing here is about time: after 80 kills a busy machine reads for longer than a composer would wait. */
const patience = 60_000
const often = { intervals: [20], timeout: 300_000 }

test('what was called written survives the kill of the page, again and again', async ({ openTab, context }) => {
  const told: string[] = []
  await context.exposeFunction('told', (id: string) => void told.push(id))
  for (let kill = 0; kill < kills; kill++) {
    const { tab, loaded, ids } = await reopen(openTab, patience)
    expect(loaded).toBe('ok')
    expect(missingFrom(ids, told)).toEqual([])
    const before = told.length
    // oxlint-disable-next-line no-loop-func -- runs in the page
    await tab.evaluate(
      prefix => device.burst(prefix, id => void (globalThis as never as { told(id: string): void }).told(id)),
      `k${kill}-`,
    )
    await expect.poll(() => told.length - before, often).toBeGreaterThan(20 + ((kill * 37) % 60))
    await killTab(tab)
  }
  const last = await reopen(openTab, patience)
  expect(missingFrom(last.ids, told)).toEqual([])
  expect(told.length).toBeGreaterThan(20 * kills)
})

test('what the journal called written survives the kill of the page, again and again', async ({ openTab, context }) => {
  const told: string[] = []
  await context.exposeFunction('told', (id: string) => void told.push(id))
  for (let kill = 0; kill < kills; kill++) {
    const tab = await openTab()
    expect(await tab.evaluate(limitMs => device.openAccount(device.minji, limitMs), patience)).toBe('ok')
    expect(missingFrom(await tab.evaluate(() => device.journal()), told)).toEqual([])
    const before = told.length
    await tab.evaluate(
      prefix => device.burstJournal(prefix, id => void (globalThis as never as { told(id: string): void }).told(id)),
      `k${kill}-`,
    )
    await expect.poll(() => told.length - before, often).toBeGreaterThan(20 + ((kill * 37) % 60))
    await killTab(tab)
  }
  const last = await openTab()
  expect(await last.evaluate(limitMs => device.openAccount(device.minji, limitMs), patience)).toBe('ok')
  const there = await last.evaluate(() => device.journal())
  expect(missingFrom(there, told)).toEqual([])
  expect(new Set(there).size).toBe(there.length)
  expect(told.length).toBeGreaterThan(20 * kills)
})
