import { expect, killTab, test } from './fixture.ts'

for (const [when, isJournaled] of [
  ['before its message is in the journal: the composer has it', false],
  ['after: only the message is there, at every later start', true],
] as const) {
  test(`[C3] killed with a text on its way out of the composer, ${when}`, async ({ openTab }) => {
    const tab = await openTab()
    await tab.evaluate(async isJournaled => {
      await device.openAccount()
      const { room } = device
      const { id } = device.record('sent')
      await device.store.drafts.save({ room, text: '다음', taken: [{ id, text: '보내는 글' }], savedMs: 5 })
      if (isJournaled) await device.append('sent')
    }, isJournaled)
    await killTab(tab)
    for (const start of ['first', 'later']) {
      const again = await openTab()
      const composed = await again.evaluate(async () => {
        await device.openAccount()
        const composed = await device.composed()
        // Somebody else has it by the next start.
        await device.store.journal.remove([device.record('sent').id])
        return composed
      })
      expect([start, composed]).toEqual([start, isJournaled ? '다음' : '보내는 글\n다음'])
    }
  })
}

test('[A2] signed out for good in one tab, another that is open writes no draft of the account back', async ({
  openTab,
}) => {
  const [first, second] = [await openTab(), await openTab()]
  for (const tab of [first, second]) await tab.evaluate(() => device.openAccount())
  const save = () =>
    device.store.drafts.save({ room: device.room, text: '비밀', savedMs: Date.now() }).then(() => undefined)
  await second.evaluate(save)
  const written = () => Object.keys({ ...localStorage }).filter(key => key.startsWith('sarangbang.draft/')).length
  expect(await first.evaluate(written)).toBe(1)
  expect(await first.evaluate(() => device.forget())).toBe('ok')
  // Its database was deleted under it: it has written again all that it may.
  await expect.poll(() => second.evaluate(() => device.restorings())).toBeGreaterThan(0)
  await second.evaluate(save)
  for (const tab of [first, second]) expect(await tab.evaluate(written)).toBe(0)
})
