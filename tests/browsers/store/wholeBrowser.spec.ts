import { rm } from 'node:fs/promises'
import { expect, missingFrom, numbered, soak, test } from './fixture.ts'
import { blobFilesOf, makeProfile, removeProfile, startBrowser, type WholeBrowser } from './wholeBrowser.ts'

let profile: string
let running: WholeBrowser | null = null
test.beforeEach(async () => {
  profile = await makeProfile()
})
test.afterEach(async () => {
  await running?.kill()
  running = null
  await removeProfile(profile)
})

test('what was called written survives SIGKILL of the whole browser', async ({ origin, launchOptions }) => {
  test.setTimeout(60_000 * (1 + soak))
  const start = async () => {
    running = await startBrowser(profile, launchOptions.executablePath ?? '', launchOptions.args ?? [], origin)
    return running
  }
  const documentTold: string[] = []
  const journalTold: string[] = []
  const told = { document: documentTold, journal: journalTold }
  for (let kill = 0; kill < 2 * soak; kill++) {
    const { page } = await start()
    await page.exposeFunction('told', (where: 'document' | 'journal', id: string) => void told[where].push(id))
    const { ids } = await page.evaluate(() => device.open())
    expect(missingFrom(ids, documentTold)).toEqual([])
    expect(missingFrom(await page.evaluate(() => device.journal()), journalTold)).toEqual([])
    const before = [documentTold.length, journalTold.length]
    await page.evaluate(prefix => {
      const { told } = globalThis as never as { told(where: string, id: string): void }
      device.burst(prefix, id => told('document', id))
      device.burstJournal(prefix, id => told('journal', id))
    }, `k${kill}-`)
    await expect.poll(() => documentTold.length - (before[0] ?? 0)).toBeGreaterThan(50)
    await expect.poll(() => journalTold.length - (before[1] ?? 0)).toBeGreaterThan(50)
    await running?.kill()
    running = null
  }
  const { page } = await start()
  expect(missingFrom((await page.evaluate(() => device.open())).ids, documentTold)).toEqual([])
  expect(missingFrom(await page.evaluate(() => device.journal()), journalTold)).toEqual([])
})

test('a large value whose file the disk has lost costs itself alone', async ({ origin, launchOptions }) => {
  const start = async () => {
    running = await startBrowser(profile, launchOptions.executablePath ?? '', launchOptions.args ?? [], origin)
    return running
  }
  const first = await start()
  const small = numbered('small', 3)
  const state = await first.page.evaluate(async small => {
    await device.open()
    for (const id of small) {
      await device.write(id)
      await device.append(id)
    }
    await device.writeLarge('large', 100_000)
    await device.appendLarge('large', 100_000)
    await device.append('behind')
    return device.state()
  }, small)
  await running?.kill()
  const files = await blobFilesOf(profile)
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) await rm(file)

  const second = await start()
  const opened = await second.page.evaluate(() => device.open())
  expect(opened.loaded).toBe('ok')
  expect(opened.ids).toEqual(small)
  expect(await second.page.evaluate(() => device.events)).toContain('corrupt')
  expect(await second.page.evaluate(() => device.journal())).toEqual([...small, 'behind'])
  await second.page.evaluate(state => device.refetch(state), state)
  expect(await second.page.evaluate(() => device.ids())).toContain('large')
  expect(await second.page.evaluate(() => device.orphans)).toEqual([])
})
