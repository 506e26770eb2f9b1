import { expect, test } from '../town.ts'
import { people } from '../openTown.ts'
import { accountDatabaseOf, installDeviceFaults } from './deviceFaults.ts'

test('[P2] a disk that refuses a request or an answer: the field keeps the text, the buttons are there again, and the next press does it', async ({
  town,
  browser,
}) => {
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  for (const { context } of [minji, junho]) await installDeviceFaults(context)
  await Promise.all([minji.signUp(), junho.signUp()])
  for (const { page } of [minji, junho]) await page.getByRole('link', { name: /사람/ }).click()
  const refuseOnce = async ({ page }: typeof minji) => {
    const own = await accountDatabaseOf(page)
    await page.evaluate(name => window.deviceFaults.refuse(name, 'outbox', 1), own)
  }

  const field = minji.page.getByLabel('친구의 아이디')
  const ask = minji.page.getByRole('button', { name: '요청 보내기' })
  await field.fill(people.junho.handle)
  await refuseOnce(minji)
  await ask.click()
  await expect(minji.page.getByRole('status').getByText('쓴 글은 그대로 있어요')).toBeVisible()
  await expect(field).toHaveValue(people.junho.handle)
  await ask.click()
  await expect(field).toHaveValue('')

  const accept = junho.page.getByRole('button', { name: /민지.*수락/ })
  await expect(accept).toBeVisible()
  await refuseOnce(junho)
  await accept.click()
  await expect(junho.page.getByRole('status').getByText('하지 못했어요')).toBeVisible()
  await expect(accept).toBeEnabled()
  await accept.click()
  for (const [{ page }, other] of [
    [minji, people.junho],
    [junho, people.minji],
  ] as const)
    await expect(page.getByRole('link', { name: new RegExp(other.nickname) })).toBeVisible()
})
