import { cdpOf, closeTab, expect, numbered, test } from './fixture.ts'

test('the journal keeps order, takes an id once, and forgets what is removed', async ({ openTab }) => {
  const tab = await openTab()
  const said = await tab.evaluate(async () => {
    await device.openAccount()
    const steps: string[] = []
    const look = async () => steps.push((await device.journal()).join(' '))
    for (const id of ['c', 'a', 'b']) await device.append(id)
    await look()
    // As after a time-out that had been written after all.
    steps.push(await device.append('a'))
    await look()
    await device.store.journal.remove([device.record('a').id, device.record('nobody').id])
    await look()
    await Promise.all(Array.from('123456789', id => device.append(id)))
    await look()
    return steps
  })
  expect(said).toEqual(['c a b', 'ok', 'c a b', 'c b', 'c b 1 2 3 4 5 6 7 8 9'])
})

test('the journal remembers where each part was stamped, and whole records come back by room', async ({ openTab }) => {
  const first = await openTab()
  const other = 'other_________________' as never
  await first.evaluate(async other => {
    await device.openAccount()
    await device.append('a')
    await device.append('elsewhere', other)
    await device.append('b')
    const place = { session: 'session' as never, clock: 7 }
    await device.store.journal.place(device.record('a').id, [place, null])
    await device.store.journal.place(device.record('nobody').id, [place, place])
  }, other)
  await closeTab(first)
  const tab = await openTab()
  const { all, elsewhere, a, wanted } = await tab.evaluate(async other => {
    await device.openAccount()
    const listed = await device.store.journal.list(device.room)
    return {
      all: await device.journal(),
      elsewhere: await device.journal(other),
      a: listed.ok ? listed.value[0] : undefined,
      wanted: device.record('a'),
    }
  }, other)
  expect(all).toEqual(['a', 'elsewhere', 'b'])
  expect(elsewhere).toEqual(['elsewhere'])
  expect(a?.parts.map(part => part.place)).toEqual([{ session: 'session', clock: 7 }, null])
  expect(a?.parts.map(part => [part.document, part.kind, part.plain.length])).toEqual(
    wanted.parts.map(part => [part.document, part.kind, part.plain.length]),
  )
})

test('an append that came to nothing says so and leaves nothing', async ({ openTab }) => {
  const tab = await openTab()
  const said = await tab.evaluate(async () => {
    await device.openAccount()
    await device.append('a')
    device.faults.abortNext(`sarangbang/${device.minji}`, 1)
    return [await device.append('x'), await device.append('b'), ...(await device.journal())]
  })
  expect(said).toEqual(['storage-failed', 'ok', 'a', 'b'])
})

test('on a full disk the composer keeps its text: what was refused is not in the journal, the rest is', async ({
  openTab,
  origin,
}) => {
  const tab = await openTab()
  const cdp = await cdpOf(tab)
  await cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 120_000 })
  const { told, there } = await tab.evaluate(
    async ids => {
      await device.openAccount()
      const told: Record<string, string> = {}
      for (const id of ids) told[id] = await device.append(id)
      return { told, there: await device.journal() }
    },
    numbered('q', 300),
  )
  expect(new Set(Object.values(told))).toEqual(new Set(['ok', 'storage-full']))
  expect(there).toEqual(Object.keys(told).filter(id => told[id] === 'ok'))
})

test('closed underneath, and even deleted, the journal opens again with all that this page has seen in it', async ({
  openTab,
}) => {
  const tab = await openTab()
  const said = await tab.evaluate(async () => {
    await device.openAccount()
    const own = `sarangbang/${device.minji}`
    await device.append('a')
    device.faults.closeUnderneath(own)
    const afterClose = await device.append('b')
    const kept = await device.journal()
    await device.store.journal.remove([device.record('b').id])
    await device.faults.delete(own)
    return [afterClose, ...kept, await device.append('c')]
  })
  expect(said).toEqual(['ok', 'a', 'b', 'ok'])
  // As soon as it is gone, so mostly before what the person writes next; the order on the screen comes from the clocks anyway.
  await expect.poll(() => tab.evaluate(() => device.journal())).toEqual(['a', 'c'])
  expect(await tab.evaluate(() => device.events)).toEqual(['own closed', 'own closed', 'own vanished'])
  await closeTab(tab)
  const again = await openTab()
  await again.evaluate(() => device.openAccount())
  expect(await again.evaluate(() => device.journal())).toEqual(['a', 'c'])
})

test('the whole of IndexedDB gone between two starts is noticed by the mark outside it', async ({
  openTab,
  origin,
}) => {
  const first = await openTab()
  await first.evaluate(async () => {
    await device.openAccount()
    await device.append('a')
  })
  await closeTab(first)
  const tab = await openTab()
  await (await cdpOf(tab)).send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  await tab.evaluate(() => device.openAccount())
  expect(await tab.evaluate(() => device.events)).toEqual(['own vanished'])
})

test('blocked, an append answers within its limit and works once it is let go', async ({ openTab }) => {
  const other = await openTab()
  await other.evaluate(() => device.faults.block(`sarangbang/${device.minji}`))
  const tab = await openTab()
  expect(await tab.evaluate(() => device.openAccount(device.minji, 300))).toBe('storage-timeout')
  await other.evaluate(() => device.faults.letGo())
  expect(await tab.evaluate(() => device.openAccount())).toBe('ok')
  expect(await tab.evaluate(() => device.append('a'))).toBe('ok')
})

test('two tabs append at once: everything is there, and an id both append is there once', async ({ openTab }) => {
  const tabs = [await openTab(), await openTab()]
  await Promise.all(
    tabs.map((tab, n) =>
      tab.evaluate(
        async ids => {
          await device.openAccount()
          await Promise.all(ids.map(id => device.append(id)))
        },
        [...numbered(`tab${n}-`, 50), ...numbered('both-', 20)],
      ),
    ),
  )
  const there = await tabs[0]!.evaluate(() => device.journal())
  expect(there.length).toBe(120)
  expect(new Set(there).size).toBe(120)
})

test('written is said only of what was forced to the disk; placing and removing need not wait for it', async ({
  openTab,
}) => {
  const tab = await openTab()
  const { own, document } = await tab.evaluate(async () => {
    await device.open()
    const { journal } = device.store
    const name = `sarangbang/${device.minji}`
    const before = device.faults.durabilities(name).length
    await device.append('a')
    await journal.place(device.record('a').id, [null, null])
    await journal.remove([device.record('a').id])
    await device.committed()
    return {
      own: device.faults.durabilities(name).slice(before),
      document: device.faults.durabilities(device.documentDatabase).at(-1),
    }
  })
  expect(own).toEqual(['strict', 'relaxed', 'relaxed'])
  expect(document).toBe('strict')
})
