import type { Page } from '@playwright/test'
import { expect, test } from '../town.ts'

const databases = (page: Page) =>
  page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name }) => name ?? []).filter(name => /\//.test(name)),
  )

const logOut = async (page: Page): Promise<void> => {
  await page.getByRole('link', { name: '나', exact: true }).click()
  await page.getByRole('button', { name: '로그아웃', exact: true }).click()
  await page
    .getByRole('alertdialog')
    .or(page.getByRole('dialog'))
    .getByRole('button', { name: '로그아웃', exact: true })
    .click()
}

test('[A2] a page closed in the moment of logging out stays logged out, and what it left is deleted', async ({
  friends,
}) => {
  const { minji } = friends
  await minji.say('안녕')
  expect((await databases(minji.page)).length).toBeGreaterThan(1)
  await logOut(minji.page)
  await minji.page.reload()
  await expect(minji.page.getByRole('button', { name: '로그인', exact: true })).toBeVisible()
  await expect.poll(() => databases(minji.page)).toEqual([])
})

test('[A2] whoever logs in again at once keeps what is written then', async ({ friends }) => {
  const { minji, junho } = friends
  await logOut(minji.page)
  await minji.logIn()
  await minji.openRoomWith(junho)
  await minji.say('다시 왔어')
  await expect(junho.message('다시 왔어')).toBeVisible()
  await minji.reload()
  await expect(minji.message('다시 왔어')).toBeVisible()
})
