import { people } from './openTown.ts'
import { expect, test } from './town.ts'

test('[A7] a second device of one account signs in and has the history, the keys and what is said next', async ({
  town,
  friends,
  browser,
}) => {
  const { minji, junho } = friends
  await minji.say('첫 기기에서 쓴 말')
  await junho.say('그 말에 답한 말')
  await expect(minji.message('그 말에 답한 말')).toBeVisible()
  const tablet = await town.person(browser, 'minji')
  await tablet.logIn()
  await tablet.openRoomWith(junho)
  await expect(tablet.message('첫 기기에서 쓴 말')).toBeVisible()
  await expect(tablet.message('그 말에 답한 말')).toBeVisible()
  await tablet.say('둘째 기기에서 쓴 말')
  await expect(minji.message('둘째 기기에서 쓴 말')).toHaveAccessibleName(/^나,/)
  await expect(junho.message('둘째 기기에서 쓴 말')).toBeVisible()
})

test('[A3] a new password signs other devices out; the old one opens nothing; the history stays readable', async ({
  town,
  friends,
  browser,
}) => {
  const { minji, junho } = friends
  await junho.say('바꾸기 전의 말')
  await expect(minji.message('바꾸기 전의 말')).toBeVisible()
  const tablet = await town.person(browser, 'minji')
  await tablet.logIn()
  await expect(tablet.page.getByRole('heading', { name: '대화', level: 1 })).toBeVisible()

  const next = '새로-정한-비밀번호-1'
  await minji.page.getByRole('link', { name: /나$/ }).click()
  await minji.page.getByRole('button', { name: '비밀번호 바꾸기' }).click()
  await minji.page.getByLabel('지금 비밀번호', { exact: true }).fill(people.minji.password)
  await minji.page.getByLabel('새 비밀번호', { exact: true }).fill(next)
  await minji.page.getByRole('button', { name: '바꾸기', exact: true }).click()
  await expect(minji.page.getByText('비밀번호를 바꿨어요.')).toBeVisible()

  await expect(tablet.page.getByText('이 기기의 로그인이 끝났어요.')).toBeVisible()
  await tablet.logIn(people.minji.password)
  await expect(tablet.page.getByText('아이디나 비밀번호가 맞지 않아요.')).toBeVisible()
  await tablet.logIn(next)
  await tablet.openRoomWith(junho)
  await expect(tablet.message('바꾸기 전의 말')).toBeVisible()
})

test('[A3] the recovery code opens the account with a new password, and only the right code does', async ({
  town,
  browser,
}) => {
  const minji = await town.person(browser, 'minji')
  const { recoveryCode } = await minji.signUp()
  const tablet = await town.person(browser, 'minji')
  await tablet.page.goto('/')
  await tablet.page.getByRole('link', { name: '복구 코드로 되찾기' }).click()
  const recoverWith = async (code: string) => {
    await tablet.page.getByLabel('아이디').fill(people.minji.handle)
    await tablet.page.getByLabel('복구 코드').fill(code)
    await tablet.page.getByLabel('새 비밀번호', { exact: true }).fill('잊지-않을-비밀번호-2')
    await tablet.page.getByRole('button', { name: '되찾기' }).click()
  }
  const mistyped = recoveryCode.replace(/^./, first => (first === 'A' ? 'B' : 'A'))
  await recoverWith(mistyped)
  await expect(tablet.page.getByRole('alert').filter({ hasText: /코드/ })).toBeVisible()
  await recoverWith(recoveryCode)
  await expect(tablet.page.getByRole('heading', { name: '대화', level: 1 })).toBeVisible()
  await expect(minji.page.getByText('이 기기의 로그인이 끝났어요.')).toBeVisible()
})

test('[A4] who withdraws is gone: the handle cannot log in, and the device keeps nothing', async ({
  town,
  browser,
}) => {
  const minji = await town.person(browser, 'minji')
  await minji.signUp()
  await minji.page.getByRole('link', { name: /나$/ }).click()
  await minji.page.getByRole('button', { name: '탈퇴하기' }).click()
  const dialog = minji.page.getByRole('dialog')
  await dialog.getByLabel('지금 비밀번호', { exact: true }).fill(people.minji.password)
  await dialog.getByRole('button', { name: '탈퇴하기' }).click()
  await expect(minji.page.getByText('탈퇴했어요.')).toBeVisible()
  await expect
    .poll(() => minji.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
    .toEqual(['sarangbang'])
  await minji.logIn()
  await expect(minji.page.getByText('아이디나 비밀번호가 맞지 않아요.')).toBeVisible()
})

test('[A2] logged out with no network, the session ends at the relay at the next start', async ({ town, browser }) => {
  const minji = await town.person(browser, 'minji')
  await minji.signUp()
  const session = () => minji.page.evaluate(async () => (await fetch('/api/account')).status)
  expect(await session()).toBe(200)
  await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await minji.goOffline()
  await minji.page.getByRole('link', { name: /나$/ }).click()
  await minji.page.getByRole('button', { name: '로그아웃' }).click()
  await minji.page.getByRole('dialog').getByRole('button', { name: '로그아웃' }).click()
  await expect(minji.page.getByText('로그아웃했어요.')).toBeVisible()
  minji.wire.mend()
  await minji.reload()
  await expect.poll(session).toBe(401)
})
