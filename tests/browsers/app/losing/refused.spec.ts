import { expect, test } from '../town.ts'
import { accountDatabaseOf, installDeviceFaults, openBareTab } from './deviceFaults.ts'
import { openRoomPage, settleRoomPage } from './openRoomPage.ts'

test('[C3] a disk without room: the composer keeps the text and says why, others are heard, and it goes out once there is room', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('먼저')
  await expect(junho.message('먼저')).toBeVisible()
  const url = minji.page.url()
  await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await minji.page.close()
  const bare = await openBareTab(minji.context)
  const session = await minji.context.newCDPSession(bare)
  const { origin } = new URL(url)
  // Before the app writes anything: Chromium remembers for a while how much room there was.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  const room = await openRoomPage(minji.context, url)
  const field = room.page.getByRole('textbox', { name: /메시지 쓰기/ })
  const fault = room.page.getByText('저장 공간이 부족해요. 쓴 글은 그대로 있어요.')
  await field.fill('자리가 없을 때 쓴 글')
  await room.page.keyboard.press('Enter')
  await expect(fault.first()).toBeVisible()
  await expect(field).toHaveValue('자리가 없을 때 쓴 글')
  await expect(junho.message('자리가 없을 때')).toHaveCount(0)
  // What others say is shown all the same, and this device says that it cannot keep it.
  await junho.say('들려?')
  await expect.poll(() => room.shown()).toContain('들려?')
  await expect(fault).toHaveCount(2)

  await room.page.reload()
  await settleRoomPage(room.page)
  await expect(field).toHaveValue('자리가 없을 때 쓴 글')

  await session.send('Storage.overrideQuotaForOrigin', { origin })
  // Chromium notices the room after a few seconds; a person presses Enter again.
  await expect
    .poll(
      async () => {
        if ((await field.inputValue()) !== '') await field.press('Enter')
        return field.inputValue()
      },
      { timeout: 60_000, intervals: [1_000] },
    )
    .toBe('')
  await expect(junho.message('자리가 없을 때 쓴 글')).toHaveCount(1)
  await expect(fault).toHaveCount(0, { timeout: 30_000 })
  await room.page.reload()
  await settleRoomPage(room.page)
  await expect.poll(() => room.shown()).toEqual(['먼저', '들려?', '자리가 없을 때 쓴 글'])
})

test('[C3] writes that come to nothing: the composer has its text again and says so, and the next try goes through', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('먼저')
  const url = minji.page.url()
  await installDeviceFaults(minji.context)
  await minji.page.close()
  const room = await openRoomPage(minji.context, url)
  const own = await accountDatabaseOf(room.page)
  const field = room.page.getByRole('textbox', { name: /메시지 쓰기/ })
  await field.fill('한 번 막힌 글')
  // The journal's own transaction commits in the turn it begins; the drafts' before it is aborted as well.
  await room.page.evaluate(name => window.deviceFaults.refuse(name, 'journal', 1), own)
  await room.page.keyboard.press('Enter')
  await expect(room.page.getByText('이 기기에 적어 두지 못했어요.')).toBeVisible()
  await expect(field).toHaveValue('한 번 막힌 글')
  expect(await room.shown()).toEqual(['먼저'])
  await field.press('Enter')
  await expect(field).toHaveValue('')
  await expect(junho.message('한 번 막힌 글')).toHaveCount(1)

  // Those of the documents are repeated with nobody noticing.
  await room.page.evaluate(name => window.deviceFaults.abortNext(`${name}/`, 4), own)
  for (const text of ['하나', '둘', '셋']) await room.say(text)
  await expect.poll(() => room.page.evaluate(() => window.deviceFaults.aborted())).toBe(4)
  await expect(junho.message('셋')).toHaveCount(1)
  await room.page.reload()
  await settleRoomPage(room.page)
  await expect.poll(() => room.shown()).toEqual(['먼저', '한 번 막힌 글', '하나', '둘', '셋'])
})

test('[C3] an open that never answers: the app says so instead of waiting, in Korean and in English, and goes on when it is let go', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('먼저')
  await expect(junho.message('먼저')).toBeVisible()
  await expect(minji.message('먼저')).toHaveAccessibleName(/보관됨|읽음/)
  const url = minji.page.url()
  await minji.page.getByRole('textbox', { name: /메시지 쓰기/ }).fill('쓰다 만 글')
  await installDeviceFaults(minji.context)
  await minji.page.close()
  const bare = await openBareTab(minji.context)
  await bare.evaluate(() => window.deviceFaults.block('sarangbang'))
  const page = await minji.context.newPage()
  await page.goto(url)
  await expect(page.getByText('브라우저의 저장 공간이 대답하지 않아요.')).toBeVisible({ timeout: 30_000 })
  await page.evaluate(() => localStorage.setItem('sarangbang.language', 'en'))
  await bare.evaluate(() => window.deviceFaults.letGo())
  await page.close()
})
