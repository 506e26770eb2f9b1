import type { Page } from '@playwright/test'
import { expect, test } from '../town.ts'
import { accountDatabaseOf, installDeviceFaults, openBareTab } from './deviceFaults.ts'
import { openRoomPage } from './openRoomPage.ts'

/** Every store of the account's own database; those of one round are damaged together. */
const rounds = [
  ['keyring', 'acks'],
  ['journal', 'records', 'outbox', 'drafts', 'documents'],
] as const

const monthDatabaseOf = async (page: Page): Promise<string> => {
  const names = await page.evaluate(() => window.deviceFaults.names())
  const month = names.find(name => /\.\d{4}-\d\d$/.test(name))
  if (month === undefined) throw new Error('no month has a database')
  return month
}

test('[C3] rows of any store turned to rubbish: the app starts, everything said is there, and writing goes on', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('먼저')
  await expect(junho.message('먼저')).toBeVisible()
  const url = minji.page.url()
  await installDeviceFaults(minji.context)
  await minji.page.close()
  const bare = await openBareTab(minji.context)
  const own = await accountDatabaseOf(bare)
  let garbled = 0
  for (const stores of rounds) {
    const store = stores.join(' ')
    // Something that nobody else has is in the journal and in the composer.
    minji.wire.cut('refusing')
    const before = await openRoomPage(minji.context, url)
    await before.say(`${store} 앞에서`)
    await expect(before.page.getByText('메시지 1개가 기다리고 있어요').first()).toBeVisible()
    await before.page.getByRole('textbox', { name: /메시지 쓰기/ }).fill(`${store} 초안`)
    await before.page.close()
    for (const one of stores) {
      const rows = await bare.evaluate(([name, of]) => window.deviceFaults.garble(name, of), [own, one] as const)
      if (rows > 0) garbled++
    }

    minji.wire.mend()
    const after = await openRoomPage(minji.context, url)
    await expect(after.page.getByRole('log')).toContainText(`${store} 앞에서`)
    await expect(after.page.getByRole('textbox', { name: /메시지 쓰기/ })).toHaveValue(`${store} 초안`)
    await after.say(`${store} 뒤에서`)
    for (const text of [`${store} 앞에서`, `${store} 뒤에서`]) await expect(junho.message(text)).toHaveCount(1)
    await after.page.getByRole('textbox', { name: /메시지 쓰기/ }).fill('')
    await after.page.close()
  }
  expect(garbled).toBeGreaterThan(4)
})

test('[C3] rows of a month turned to rubbish are fetched again; what only this device had is still written', async ({
  friends,
}) => {
  const { minji, junho } = friends
  for (const text of ['하나', '둘']) await minji.say(text)
  await expect(junho.message('둘')).toBeVisible()
  const url = minji.page.url()
  await installDeviceFaults(minji.context)
  await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await minji.goOffline()
  await minji.say('나만 아는 셋')
  await expect(minji.page.getByText('메시지 1개가 기다리고 있어요').first()).toBeVisible()
  await minji.page.close()
  minji.wire.mend()
  const bare = await openBareTab(minji.context)
  const month = await monthDatabaseOf(bare)
  minji.wire.cut('refusing')
  expect(await bare.evaluate(name => window.deviceFaults.garble(name, 'updates'), month)).toBeGreaterThan(0)

  // Offline: only what the journal holds can be there.
  const offline = await openRoomPage(minji.context, url)
  await expect.poll(() => offline.shown()).toEqual(['나만 아는 셋'])
  minji.wire.mend()
  await offline.page.evaluate(() => dispatchEvent(new Event('online')))
  await expect.poll(() => offline.shown(), { timeout: 60_000 }).toEqual(['하나', '둘', '나만 아는 셋'])
  await expect(junho.message('나만 아는 셋')).toHaveCount(1)
})

test('[A2] the record of who is signed in turned to rubbish: the app says so and asks to sign in, and nothing else is lost', async ({
  friends,
}) => {
  const { minji, junho } = friends
  const url = minji.page.url()
  await installDeviceFaults(minji.context)
  await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await minji.goOffline()
  await minji.say('아직 못 보낸 글')
  await expect(minji.page.getByText('메시지 1개가 기다리고 있어요').first()).toBeVisible()
  await minji.page.close()
  minji.wire.mend()
  const bare = await openBareTab(minji.context)
  expect(await bare.evaluate(() => window.deviceFaults.garble('sarangbang', 'account'))).toBe(1)
  await bare.goto('/')
  await expect(bare.getByText('브라우저가 이 기기에 저장한 것을 잃었어요.')).toBeVisible()
  await bare.getByLabel('아이디').fill(minji.credentials.handle)
  await bare.getByLabel('비밀번호', { exact: true }).fill(minji.credentials.password)
  await bare.getByRole('button', { name: '로그인', exact: true }).click()
  await expect(bare.getByRole('heading', { name: '대화', level: 1 })).toBeVisible()
  await bare.goto(url)
  await expect(junho.message('아직 못 보낸 글')).toHaveCount(1)
})
