import { closeTab, eventsOf, expect, heard, missingFrom, numbered, reopen, test } from './fixture.ts'

test('its database deleted by another tab without a word: the whole document is written again', async ({ openTab }) => {
  const { tab } = await reopen(openTab)
  const before = await tab.evaluate(ids => device.writes(ids), numbered('a', 3))
  const other = await openTab()
  await other.evaluate(() => device.faults.delete(device.documentDatabase))
  await heard(tab, 'closed')
  const after = await tab.evaluate(ids => device.writes(ids), numbered('b', 3))
  expect(after.written).toEqual(numbered('b', 3))
  await closeTab(tab)
  const again = await reopen(openTab)
  expect(missingFrom(again.ids, [...before.written, ...after.written])).toEqual([])
})

test('destroyed in one tab, it stays away in all of them', async ({ openTab }) => {
  const { tab } = await reopen(openTab)
  await tab.evaluate(ids => device.writes(ids), numbered('a', 3))
  const other = await reopen(openTab)
  expect(other.ids).toHaveLength(3)
  expect(await tab.evaluate(() => device.destroy())).toBe('ok')
  await heard(other.tab, 'dropped')
  expect(await other.tab.evaluate(() => device.write('ghost'))).toBe('storage-failed')
  expect(await other.tab.evaluate(() => device.databases())).not.toContain(
    await other.tab.evaluate(() => device.documentDatabase),
  )
  await closeTab(other.tab)
  const again = await reopen(openTab)
  expect(again.ids).toEqual([])
  expect(await eventsOf(again.tab)).toEqual([])
})

test('blocked by another tab it answers within its limit, refuses, and recovers when it is let go', async ({
  openTab,
}) => {
  const first = await reopen(openTab)
  await first.tab.evaluate(() => device.write('deleted with its database'))
  await closeTab(first.tab)
  const other = await openTab()
  await other.evaluate(() => device.faults.block(device.documentDatabase))

  const tab = await openTab()
  const opened = await tab.evaluate(() => device.open({ limitMs: 400 }))
  expect(opened.loaded).toBe('storage-timeout')
  const { refused } = await tab.evaluate(() => device.writes(['early']))
  expect(refused).toEqual({ early: 'storage-timeout' })
  await other.evaluate(() => device.faults.letGo())
  await heard(tab, 'recovered')
  expect(await tab.evaluate(() => device.idsOnDisk())).toEqual(['early'])
})

test('two accounts in the same room never see each other’s copy on one device', async ({ openTab }) => {
  const first = await reopen(openTab)
  await first.tab.evaluate(() => device.write('민지 wrote'))
  await closeTab(first.tab)
  const tab = await openTab()
  expect((await tab.evaluate(() => device.open({ account: device.junho }))).ids).toEqual([])
})
