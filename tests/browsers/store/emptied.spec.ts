import { closeTab, expect, test } from './fixture.ts'

test('[C3] deleted under a page, all that it knew of its own is there again: outbox, drafts, keys, ticks, records', async ({
  openTab,
}) => {
  const tab = await openTab()
  await tab.evaluate(async () => {
    await device.openAccount()
    const { outbox, drafts, keyring, acks, records } = device.store
    for (const handle of ['준호', '지우', '하나'])
      await outbox.put(handle, { kind: 'request', payload: { handle } }, 1_000)
    await outbox.update('지우', { attempts: 3, refused: 'person-unknown' })
    await outbox.remove('하나')
    await drafts.save({ room: device.room, text: '아직', savedMs: 5 })
    await drafts.save({ room: 'other' as never, text: '보냄', savedMs: 5 })
    await drafts.save({ room: 'other' as never, text: '', savedMs: 6 })
    const key = { epoch: 'e' as never, room: device.room, key: Uint8Array.of(7), author: device.minji, createdMs: 5 }
    await keyring.add({ ...key, recipients: [device.minji] })
    await acks.raise(device.room as never, new Map([[1, 9]]))
    await acks.lower(device.room as never, new Map([[1, 4]]))
    await records.put('profile', 'minji', { nickname: '민지' })
    await records.put('profile', 'gone', { nickname: '누구' })
    await records.remove('profile', 'gone')
    localStorage.clear()
    await device.faults.delete(`sarangbang/${device.minji}`)
  })
  await expect.poll(() => tab.evaluate(() => device.restorings())).toBeGreaterThan(0)
  await closeTab(tab)

  const again = await openTab()
  const found = await again.evaluate(async () => {
    await device.openAccount()
    const { outbox, drafts, keyring, acks, records } = device.store
    const [queued, written, heard, known] = await Promise.all([
      outbox.list(),
      drafts.list(),
      acks.load(device.room as never),
      records.list('profile'),
    ])
    return {
      queued: queued.ok && queued.value.map(row => [row.key, row.createdMs, row.attempts, row.refused]),
      written: written.ok && written.value,
      heard: heard.ok && [...heard.value],
      known: known.ok && known.value,
      keys: keyring.list(device.room).map(({ key }) => [...key]),
    }
  })
  expect(found).toEqual({
    queued: [
      ['준호', 1_000, 0, null],
      ['지우', 1_000, 3, 'person-unknown'],
    ],
    written: [{ room: expect.anything(), text: '아직', savedMs: 5 }],
    heard: [[1, 4]],
    known: [['minji', { nickname: '민지' }]],
    keys: [[7]],
  })
})

test('[C3] deleted under two pages, what only the second knew is there again as well', async ({ openTab }) => {
  const [first, second] = [await openTab(), await openTab()]
  for (const tab of [first, second]) await tab.evaluate(() => device.openAccount())
  await first.evaluate(() => device.append('first'))
  await second.evaluate(async () => {
    await device.append('second')
    await device.store.outbox.put('준호', { kind: 'request', payload: { handle: '준호' } }, 1_000)
  })
  await first.evaluate(() => device.faults.delete(`sarangbang/${device.minji}`))
  for (const tab of [first, second]) await expect.poll(() => tab.evaluate(() => device.restorings())).toBeGreaterThan(0)
  const there = await first.evaluate(async () => {
    const queued = await device.store.outbox.list()
    return [...(await device.journal()), ...(queued.ok ? queued.value.map(({ key }) => key) : [])]
  })
  expect(there.sort()).toEqual(['first', 'second', '준호'])
})
