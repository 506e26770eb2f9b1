import type { Page } from '@playwright/test'
import { readTimeline } from '../readTimeline.ts'
import { expect, test } from '../town.ts'

const messageIn = (page: Page, text: string) => page.getByRole('log').getByRole('article').filter({ hasText: text })
const say = async (page: Page, text: string): Promise<void> => {
  await page.getByRole('textbox', { name: /메시지 쓰기/ }).fill(text)
  await page.keyboard.press('Enter')
  await expect(messageIn(page, text)).toBeVisible()
}

test('[C1] two tabs of one account in one room: both see all, nothing twice, and ticks agree', async ({ friends }) => {
  const { minji, junho } = friends
  const second = await minji.context.newPage()
  await second.goto(minji.page.url())
  await say(minji.page, '첫째 탭')
  await say(second, '둘째 탭')
  await junho.say('둘 다 보여?')
  for (const page of [minji.page, second]) {
    for (const text of ['첫째 탭', '둘째 탭', '둘 다 보여?']) await expect(messageIn(page, text)).toHaveCount(1)
    for (const text of ['첫째 탭', '둘째 탭']) await expect(messageIn(page, text)).toHaveAccessibleName(/보관됨|읽음/)
  }
  await minji.page.close()
  // The second tab leads now.
  await say(second, '아직 여기')
  await expect(junho.message('아직 여기')).toHaveCount(1)
  await junho.say('응')
  await expect(messageIn(second, '응')).toHaveCount(1)
  const texts = (await readTimeline(second)).map(({ text }) => text)
  expect(texts).toEqual(['첫째 탭', '둘째 탭', '둘 다 보여?', '아직 여기', '응'])
})

test('[P2] a request made in a tab that does not lead reaches the other at once', async ({ town, browser }) => {
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  await Promise.all([minji.signUp(), junho.signUp()])
  const second = await minji.context.newPage()
  await second.goto('/')
  await second.getByRole('link', { name: /사람/ }).click()
  await second.getByLabel('친구의 아이디').fill(junho.credentials.handle)
  await second.getByRole('button', { name: '요청 보내기' }).click()
  await junho.page.getByRole('link', { name: /사람/ }).click()
  await junho.page.getByRole('button', { name: /민지.*수락/ }).click()
  await expect(second.getByRole('link', { name: /준호/ })).toBeVisible()
  await expect(minji.page.getByRole('heading', { name: '대화', level: 1 })).toBeVisible()
})
