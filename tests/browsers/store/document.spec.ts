import { cdpOf, closeTab, eventsOf, expect, heard, killTab, missingFrom, numbered, reopen, test } from './fixture.ts'

test('committed means there after a reload, and a stock reader of the same rows sees it too', async ({ openTab }) => {
  const { tab } = await reopen(openTab)
  const ids = numbered('m', 20)
  const { written } = await tab.evaluate(ids => device.writes(ids), ids)
  expect(written).toEqual(ids)
  expect(missingFrom(await tab.evaluate(() => device.idsOnDisk()), ids)).toEqual([])
  await closeTab(tab)
  const again = await reopen(openTab)
  expect(missingFrom(again.ids, ids)).toEqual([])
  expect(await eventsOf(again.tab)).toEqual([])
})

test('a full disk loses nothing that was called written, refuses the rest, and takes all of it once there is room', async ({
  openTab,
  origin,
}) => {
  test.setTimeout(120_000)
  const tab = await openTab()
  const cdp = await cdpOf(tab)
  // Before the first write: Chromium remembers for a while how much room there was.
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 120_000 })
  await tab.evaluate(() => device.open())
  const ids = numbered('q', 500)
  const { written, refused } = await tab.evaluate(ids => device.writes(ids), ids)
  expect(written.length).toBeGreaterThan(0)
  expect(Object.keys(refused).length).toBeGreaterThan(0)
  expect(new Set(Object.values(refused))).toEqual(new Set(['storage-full']))
  expect(await eventsOf(tab)).toContain('full')

  const second = await openTab()
  expect(missingFrom((await second.evaluate(() => device.open())).ids, written)).toEqual([])
  await closeTab(second)

  await cdp.send('Storage.overrideQuotaForOrigin', { origin })
  // Chromium notices the room after a few seconds.
  await expect.poll(() => tab.evaluate(() => device.committed()), { timeout: 60_000 }).toBe('ok')
  await heard(tab, 'recovered')
  await closeTab(tab)
  const again = await reopen(openTab)
  expect(missingFrom(again.ids, ids)).toEqual([])
})

for (const count of [1, 2, 5]) {
  test(`${count} aborted transaction(s) cost nothing that was called written`, async ({ openTab }) => {
    const { tab } = await reopen(openTab)
    const before = await tab.evaluate(ids => device.writes(ids), numbered('a', 3))
    await tab.evaluate(count => device.faults.abortNext(device.documentDatabase, count), count)
    const during = await tab.evaluate(() => device.writes(['x']))
    expect(await tab.evaluate(() => device.faults.abortsLeft())).toBeLessThan(count)
    await expect.poll(() => tab.evaluate(() => device.faults.abortsLeft())).toBe(0)
    await expect.poll(() => tab.evaluate(() => device.committed())).toBe('ok')
    const after = await tab.evaluate(ids => device.writes(ids), numbered('c', 2))
    expect(await eventsOf(tab)).toContain('aborted')
    await heard(tab, 'recovered')
    await closeTab(tab)
    const again = await reopen(openTab)
    // 'x' was refused at most for the moment: it stayed in the document and was written by itself.
    expect(missingFrom(again.ids, [...before.written, ...during.written, 'x', ...after.written])).toEqual([])
  })
}

test('a write nobody asked about is repeated by itself when it came to nothing', async ({ openTab }) => {
  const { tab } = await reopen(openTab)
  await tab.evaluate(() => device.faults.abortNext(device.documentDatabase, 1))
  await tab.evaluate(() => device.put('alone'))
  await heard(tab, 'recovered')
  expect(await tab.evaluate(() => device.idsOnDisk())).toEqual(['alone'])
})

for (const how of ['garbage', 'cut', 'text', 'empty', 'nothing'] as const) {
  test(`a damaged row (${how}) costs itself alone, is told, and stops no later write`, async ({ openTab }) => {
    const first = await reopen(openTab)
    const before = await first.tab.evaluate(ids => device.writes(ids), numbered('a', 3))
    await first.tab.evaluate(how => device.faults.addRow(device.documentDatabase, how), how)
    const behind = await first.tab.evaluate(ids => device.writes(ids), numbered('b', 3))
    await closeTab(first.tab)

    const second = await reopen(openTab)
    expect(await eventsOf(second.tab)).toContain('corrupt')
    expect(missingFrom(second.ids, [...before.written, ...behind.written])).toEqual([])
    const later = await second.tab.evaluate(ids => device.writes(ids), numbered('c', 2))
    await closeTab(second.tab)

    const third = await reopen(openTab)
    expect(await eventsOf(third.tab)).toEqual([])
    const written = [...before.written, ...behind.written, ...later.written]
    expect(written).toHaveLength(8)
    expect(missingFrom(third.ids, written)).toEqual([])
  })
}

test('a row damaged in place is told, and what it held stays once it has been fetched again', async ({ openTab }) => {
  const first = await reopen(openTab)
  const { written } = await first.tab.evaluate(ids => device.writes(ids), numbered('a', 8))
  const state = await first.tab.evaluate(() => device.state())
  expect(await first.tab.evaluate(() => device.faults.overwriteRow(device.documentDatabase, 150))).toBe(true)
  await closeTab(first.tab)

  const second = await reopen(openTab)
  expect(await eventsOf(second.tab)).toContain('corrupt')
  expect(missingFrom(second.ids, written).length).toBeGreaterThan(0)
  await second.tab.evaluate(state => device.refetch(state), state)
  expect(await second.tab.evaluate(() => device.committed())).toBe('ok')
  await closeTab(second.tab)

  const third = await reopen(openTab)
  expect(missingFrom(third.ids, written)).toEqual([])
  expect(third.ids).toHaveLength(8)
})

test('closed underneath, it opens again and writes what is missing', async ({ openTab }) => {
  const { tab } = await reopen(openTab)
  const before = await tab.evaluate(ids => device.writes(ids), numbered('a', 3))
  await tab.evaluate(() => device.faults.closeUnderneath(device.documentDatabase))
  const after = await tab.evaluate(ids => device.writes(ids), numbered('b', 3))
  expect(after.written).toEqual(numbered('b', 3))
  await closeTab(tab)
  const again = await reopen(openTab)
  expect(missingFrom(again.ids, [...before.written, ...after.written])).toEqual([])
})

test('site data cleared while it is open: the whole document is written again from memory', async ({
  openTab,
  origin,
}) => {
  const { tab } = await reopen(openTab)
  const before = await tab.evaluate(ids => device.writes(ids), numbered('a', 3))
  await (await cdpOf(tab)).send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  await heard(tab, 'closed')
  const after = await tab.evaluate(ids => device.writes(ids), numbered('b', 3))
  expect(after.written).toEqual(numbered('b', 3))
  await closeTab(tab)
  const again = await reopen(openTab)
  expect(missingFrom(again.ids, [...before.written, ...after.written])).toEqual([])
})

test('a database whose creation was cut short is completed, not deleted', async ({ openTab }) => {
  const tab = await openTab()
  await tab.evaluate(() => device.faults.createEmpty(device.documentDatabase))
  expect(await tab.evaluate(() => device.open())).toMatchObject({ loaded: 'ok' })
  expect(await tab.evaluate(() => device.write('a'))).toBe('ok')
  await closeTab(tab)
  expect((await reopen(openTab)).ids).toEqual(['a'])
})

test('past the 500 rows at which y-indexeddb merges them, killed or not, nothing is lost', async ({ openTab }) => {
  test.setTimeout(120_000)
  const first = await reopen(openTab)
  const { written } = await first.tab.evaluate(ids => device.writes(ids), numbered('r', 600))
  expect(written).toHaveLength(600)
  // It merges a second after the 500th row.
  await expect
    .poll(() => first.tab.evaluate(async () => (await device.faults.rows(device.documentDatabase)).length), {
      timeout: 10_000,
    })
    .toBeLessThan(500)
  await killTab(first.tab)
  expect(missingFrom((await reopen(openTab)).ids, written)).toEqual([])
})

test('edits made before the disk has answered are kept', async ({ openTab }) => {
  const tab = await openTab()
  const committed = await tab.evaluate(async () => {
    const opening = device.open()
    // As soon as there is a document, long before it has loaded.
    while (true) {
      await Promise.resolve()
      try {
        device.put('early')
        break
      } catch {
        await new Promise(resolve => setTimeout(resolve))
      }
    }
    await opening
    return device.committed()
  })
  expect(committed).toBe('ok')
  await closeTab(tab)
  expect((await reopen(openTab)).ids).toEqual(['early'])
})

test('a document whose database vanished between two starts says so', async ({ openTab }) => {
  const first = await reopen(openTab)
  await first.tab.evaluate(() => device.write('a'))
  await closeTab(first.tab)
  const thief = await openTab()
  await thief.evaluate(() => device.faults.delete(device.documentDatabase))
  await closeTab(thief)
  const again = await reopen(openTab)
  expect(await eventsOf(again.tab)).toEqual(['vanished'])
})
