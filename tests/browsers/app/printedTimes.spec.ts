import type { Page } from '@playwright/test'
import { giveClock } from './deviceClock.ts'
import type { Person } from './person.ts'
import { welcomeFriends } from './preparedFriends.ts'
import { expect, test } from './town.ts'

const korean = (options: Intl.DateTimeFormatOptions, ms: number): string =>
  new Intl.DateTimeFormat('ko-KR', options).format(ms)
/** Tomorrow, except in the first hour of a day, and an hour off by the dial; less than a day, because next month's document opens a day before. */
const aheadMs = 23 * 3_600_000

const timeNear = (nowMs: number): RegExp =>
  new RegExp([-2, -1, 0, 1].map(m => korean({ hour: 'numeric', minute: 'numeric' }, nowMs + m * 60_000)).join('|'))
const labelOf = async (person: Person, text: string): Promise<string> =>
  (await person.message(text).getAttribute('aria-label')) ?? ''
/** The day lines of the open room. */
const daysOn = (page: Page): Promise<readonly string[]> =>
  page
    .getByRole('log')
    .getByText(/^\d+월 \d+일/)
    .allTextContents()

test('[C3] of a member whose clock is nearly a day ahead and never corrected, no time is printed that has not come', async ({
  prepared,
  town,
  browser,
}) => {
  // The relay's greeting is all that corrects a clock.
  let isCorrected = true
  const { minji, junho } = await welcomeFriends(prepared, town, browser, async ({ junho }) => {
    await junho.context.route('**/api/inbox*', route => (isCorrected ? route.continue() : route.abort()))
    await giveClock(junho)
  })
  await minji.say('지금 몇 시야?')
  await expect(junho.message('지금 몇 시야?')).toBeVisible()
  isCorrected = false
  await junho.page.evaluate(ms => window.setClock(ms), aheadMs)
  await junho.reload()
  await expect(junho.message('지금 몇 시야?')).toBeVisible()
  const saidAt = Date.now()
  await junho.say('내일이야')
  await expect(minji.message('내일이야')).toBeVisible()
  await junho.message('내일이야').focus()
  await junho.page.keyboard.press('e')
  await junho.page.getByRole('textbox', { name: /메시지/ }).fill('모레야')
  await junho.page.keyboard.press('Enter')
  await expect(minji.message('모레야')).toBeVisible()
  // On his own screen it is as late as he claims: nothing has corrected his clock.
  expect(await labelOf(junho, '모레야')).not.toMatch(timeNear(saidAt))
  expect(await daysOn(junho.page)).toContain(
    korean({ month: 'long', day: 'numeric', weekday: 'long' }, saidAt + aheadMs),
  )

  const expectPrinted = async (): Promise<void> => {
    await expect(minji.message('모레야')).toBeVisible()
    expect(await labelOf(minji, '모레야')).toMatch(timeNear(saidAt))
    await expect(minji.message('모레야')).toContainText(timeNear(saidAt))
    expect(await daysOn(minji.page)).toHaveLength(1)
    await expect(minji.page.getByRole('link', { name: /준호/ }).first()).toContainText(timeNear(saidAt))
    // She looks at it: it is read, although its time has not come.
    await expect(minji.page.getByRole('link', { name: /준호/ }).first()).not.toContainText('안 읽은 메시지')
    await minji.message('모레야').getByRole('button', { name: '(수정됨)' }).click()
    const past = minji.page.getByRole('dialog').getByRole('listitem').first()
    await expect(past).toContainText('내일이야')
    await expect(past).toContainText(timeNear(saidAt))
    await expect(past).toContainText(korean({ year: 'numeric', month: 'numeric', day: 'numeric' }, saidAt))
    await minji.page.getByRole('button', { name: '닫기' }).last().click()
  }
  await expectPrinted()
  await minji.reload()
  await expectPrinted()
})
