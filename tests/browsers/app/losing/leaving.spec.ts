import type { Page } from '@playwright/test'
import { readTimeline } from '../readTimeline.ts'
import { expect, test } from '../town.ts'

const chats = (page: Page) => page.getByRole('link', { name: /대화/ }).first()

test('[C3] a message sent a moment before its room is left goes out all the same', async ({ friends }) => {
  const { minji, junho } = friends
  // Only the relay's way: the direct one could hide what is asked here.
  await minji.cutPeers()
  await junho.cutPeers()
  for (let i = 1; i <= 5; i++) {
    await minji.page.getByRole('textbox', { name: /메시지 쓰기/ }).fill(`가는 중 ${i}`)
    await minji.page.keyboard.press('Enter')
    // In the same breath, before anything can have left.
    await minji.page.evaluate(() => history.back())
    await minji.page
      .getByRole('link', { name: new RegExp(junho.credentials.nickname) })
      .first()
      .click()
    await expect(junho.message(`가는 중 ${i}`)).toHaveCount(1)
  }
  expect((await readTimeline(junho.page)).filter(({ text }) => text.startsWith('가는 중'))).toHaveLength(5)
})

test('[C3] written offline, the room left, the relay back: it goes out with nobody looking', async ({ friends }) => {
  const { minji, junho } = friends
  await minji.say('먼저')
  await expect(junho.message('먼저')).toBeVisible()
  await minji.goOffline()
  await minji.say('나중에')
  await chats(minji.page).click()
  await minji.comeBack()
  await expect(junho.message('나중에')).toHaveCount(1, { timeout: 60_000 })
})

test('[C2] said directly while the relay was away, it gets there afterwards, for who was not there', async ({
  town,
  friends,
  browser,
}) => {
  const { minji, junho } = friends
  await junho.lookAway()
  await expect.poll(async () => (await minji.peerStats()).connected).toBeGreaterThan(0)
  for (const person of [minji, junho]) person.wire.cut('no-sync')
  await minji.say('둘만 있을 때 한 말')
  await expect(minji.message('둘만 있을 때 한 말')).toHaveAccessibleName(/보관됨$/)
  // Nobody has the room open when the relay returns, and the pages that had it are gone.
  for (const person of [minji, junho]) {
    await chats(person.page).click()
    await expect(person.page).toHaveURL(/\/$/)
    await person.reload()
    await expect(chats(person.page)).toBeVisible()
  }
  for (const person of [minji, junho]) await person.comeBack()
  const tablet = await town.person(browser, 'minji')
  await tablet.logIn()
  await tablet.openRoomWith(junho)
  await expect(tablet.message('둘만 있을 때 한 말')).toBeVisible({ timeout: 30_000 })
})
