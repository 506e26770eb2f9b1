import type { Person } from '../person.ts'
import { welcomeFriends } from '../preparedFriends.ts'
import { expect, test } from '../town.ts'
import { installHostile } from './installHostile.ts'
import { installPauses } from './installPauses.ts'
import { openLinkDetails } from './stage.ts'

const linked = '기기끼리 직접 이어져 있어요'
const apart = '직접 이어져 있지 않아요'
const detailsOf = (person: Person) => person.page.getByRole('dialog')

/** 준호's device greets otherwise than it should; until it greets well there is no direct link, and both talk by the relay. */
test('who greets wrongly or not at all is not linked: a broken signature, an earlier hello, none, and two', async ({
  prepared,
  town,
  browser,
}) => {
  const { minji, junho } = await welcomeFriends(prepared, town, browser, async ({ minji, junho }) => {
    await minji.context.addInitScript(installPauses)
    await junho.context.addInitScript(installHostile)
  })
  let said = 0
  const speak = async (): Promise<void> => {
    const text = `말 ${said++}`
    await junho.say(text)
    await expect(minji.page.locator('[role="log"]').getByText(text, { exact: true })).toBeAttached()
  }
  await speak()
  const redial = async (): Promise<void> => {
    await junho.cutPeers()
    await expect(detailsOf(minji)).toContainText(apart)
    await junho.mendPeers()
  }
  const isLinkedAgain = (): Promise<void> =>
    expect(async () => {
      await minji.page.evaluate(() => window.pauses.end())
      await expect(detailsOf(minji)).toContainText(linked, { timeout: 700 })
    }).toPass()
  await openLinkDetails(minji, junho)
  await isLinkedAgain()

  for (const how of ['garbled', 'replayed', 'never'] as const) {
    await test.step(how, async () => {
      const before = await junho.page.evaluate(() => window.hostile.greeted())
      await junho.page.evaluate(how => window.hostile.greet(how), how)
      await redial()
      // He has greeted in his way on both documents' links, and nothing came of it.
      await expect.poll(() => junho.page.evaluate(() => window.hostile.greeted())).toBeGreaterThan(before + 1)
      await speak()
      await expect(detailsOf(minji)).toContainText(apart)
      await junho.page.evaluate(() => window.hostile.greet('honest'))
      await isLinkedAgain()
    })
  }

  // Whoever has proved who he is, is barred by his name.
  await junho.page.evaluate(() => window.hostile.greet('twice'))
  await redial()
  await expect(detailsOf(minji)).toContainText('끊어 두었어요(spoke out of turn)')
  await speak()
})
