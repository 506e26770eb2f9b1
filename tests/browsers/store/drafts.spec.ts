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
        const drafts = await device.store.drafts.list()
        // Somebody else has it by the next start.
        await device.store.journal.remove([device.record('sent').id])
        return drafts.ok ? drafts.value.map(({ text }) => text) : []
      })
      expect([start, ...composed]).toEqual([start, isJournaled ? '다음' : '보내는 글\n다음'])
    }
  })
}
