import { people } from './openTown.ts'
import { expect, test } from './town.ts'

test('[P2] a request accepted offline is remembered as accepted over a reload, and takes effect on return', async ({
  town,
  browser,
}) => {
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  await Promise.all([minji.signUp(), junho.signUp()])
  for (const { page } of [minji, junho]) await page.getByRole('link', { name: /사람/ }).click()
  await minji.page.getByLabel('친구의 아이디').fill(people.junho.handle)
  await minji.page.getByRole('button', { name: '요청 보내기' }).click()
  const accept = junho.page.getByRole('button', { name: /민지.*수락/ })
  await expect(accept).toBeVisible()
  await junho.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await junho.goOffline()
  await accept.click()
  const promise = junho.page.getByRole('listitem').getByText('연결되면 할게요. 그때까지 여기에 둘게요.')
  await expect(promise).toBeVisible()
  // The toast comes when it is on the disk.
  await expect(junho.page.getByRole('status').getByText('그때까지 여기에 둘게요.')).toBeVisible()
  await junho.reload()
  await expect(promise).toBeVisible()
  await expect(accept).toHaveCount(0)
  await junho.comeBack()
  await expect(minji.page.getByRole('link', { name: /준호/ })).toBeVisible()
})

test('[P2] both ask each other at once: both are friends, on both screens', async ({ town, browser }) => {
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  await Promise.all([minji.signUp(), junho.signUp()])
  const pairs = [
    [minji, people.junho],
    [junho, people.minji],
  ] as const
  for (const [{ page }, other] of pairs) {
    await page.getByRole('link', { name: /사람/ }).click()
    await page.getByLabel('친구의 아이디').fill(other.handle)
  }
  await Promise.all(pairs.map(([{ page }]) => page.getByRole('button', { name: '요청 보내기' }).click()))
  for (const [{ page }, other] of pairs)
    await expect(page.getByRole('link', { name: new RegExp(other.nickname) })).toBeVisible()
})

test('[A4] who withdrew keeps a place with a name in the other’s chats, and the history stays', async ({ friends }) => {
  const { minji, junho } = friends
  await junho.say('남아 있을 말')
  await expect(minji.message('남아 있을 말')).toBeVisible()
  await junho.page.getByRole('link', { name: /나$/ }).click()
  await junho.page.getByRole('button', { name: '탈퇴하기' }).click()
  const dialog = junho.page.getByRole('dialog')
  await dialog.getByLabel('지금 비밀번호', { exact: true }).fill(people.junho.password)
  await dialog.getByRole('button', { name: '탈퇴하기' }).click()
  await expect(minji.page.getByRole('link', { name: /탈퇴한 사람/ })).toBeVisible()
  await minji.reload()
  await expect(minji.page.getByRole('heading', { name: '탈퇴한 사람' })).toBeVisible()
  // Nobody would read it: there is nothing to write into, and it says why.
  await expect(minji.page.getByText('이 사람은 탈퇴했어요.')).toBeVisible()
  await expect(minji.page.getByRole('textbox', { name: /메시지 쓰기/ })).toHaveCount(0)
  await expect(minji.message('남아 있을 말')).toBeVisible()
})
