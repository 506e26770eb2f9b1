import { rm } from 'node:fs/promises'
import { expect, numbered } from './fixture.ts'
import { test } from './profileFixture.ts'
import { blobFilesOf } from './wholeBrowser.ts'

test('a large value whose file the disk has lost costs itself alone', async ({ profile }) => {
  const first = await profile.start()
  const small = numbered('small', 3)
  const state = await first.evaluate(async small => {
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
  await profile.kill()
  const files = await blobFilesOf(profile.path)
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) await rm(file)

  const second = await profile.start()
  const opened = await second.evaluate(() => device.open())
  expect(opened.loaded).toBe('ok')
  expect(opened.ids).toEqual(small)
  expect(await second.evaluate(() => device.events)).toContain('corrupt')
  expect(await second.evaluate(() => device.journal())).toEqual([...small, 'behind'])
  await second.evaluate(state => device.refetch(state), state)
  expect(await second.evaluate(() => device.ids())).toContain('large')
  expect(await second.evaluate(() => device.orphans)).toEqual([])
})
