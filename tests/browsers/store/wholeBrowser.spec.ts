import { rm } from 'node:fs/promises'
import { expect, numbered, test } from './fixture.ts'
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
