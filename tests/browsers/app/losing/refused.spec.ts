import { chanceOf, type Chance } from '../../../chance.ts'
import { pickSeed } from '../../../counts.ts'
import { readTimeline } from '../readTimeline.ts'
import { expect, test } from '../town.ts'
import { accountDatabaseOf, installDeviceFaults, openBareTab } from './deviceFaults.ts'
import { openRoomPage, settleRoomPage } from './openRoomPage.ts'

/** Room for signing up and a few long messages; the service worker finds none for its copy of the app, and does without. */
const quotaBytes = 1_000_000
/** Some 30 KB that no compression makes small, so that the room is soon full. */
const longText = (chance: Chance): string =>
  Array.from({ length: 10_000 }, () => String.fromCodePoint(0xac00 + chance.below(11_172))).join('')

test('[C3] a disk without room: the composer keeps the text and says why, others are heard, and it goes out once there is room', async ({
  town,
  browser,
}) => {
  const seed = pickSeed()
  console.log(`quota: seed ${seed}`)
  const chance = chanceOf(seed)
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  const session = await minji.context.newCDPSession(minji.page)
  const { origin } = minji.wire
  // Before the app writes anything: Chromium remembers for half a minute how much room there was.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: quotaBytes })
  await Promise.all([minji.signUp(), junho.signUp()])
  await minji.befriend(junho)
  await minji.openRoomWith(junho)
  await junho.openRoomWith(minji)
  const { page } = minji
  const field = page.getByRole('textbox', { name: /메시지 쓰기/ })
  const fault = page.getByRole('alert').getByText('저장 공간이 부족해요. 쓴 글은 그대로 있어요.')

  let sent = 0
  let refused = ''
  while (refused === '' && sent < 200) {
    const text = `${sent}번째 긴 글 ${longText(chance)}`
    await field.fill(text)
    await page.keyboard.press('Enter')
    // In the journal, or given back. The last that fits may find no room in its document: it goes out with the others, later.
    const name = new RegExp(`${sent}번째 긴 글.*(기록됨|보관됨|읽음)`)
    const written = page.getByRole('log').getByRole('article', { name })
    await expect(written.or(fault).first()).toBeVisible()
    if (await fault.isVisible()) refused = text
    else sent++
  }
  expect(refused).not.toBe('')
  await expect(field).toHaveValue(refused)
  await expect(minji.message(`${sent}번째 긴 글`)).toHaveCount(0)
  // What others say is shown all the same.
  await junho.say('들려?')
  await expect(minji.message('들려?')).toHaveCount(1)
  // The next start knows what was being written, though nothing could be stored of it in the full database.
  await page.reload()
  await settleRoomPage(page)
  await expect(field).toHaveValue(refused)

  await session.send('Storage.overrideQuotaForOrigin', { origin })
  // Chromium notices the room after a few seconds; a person presses Enter again.
  const tryAgain = async () => {
    if ((await field.inputValue()) !== '') await field.press('Enter')
    return field.inputValue()
  }
  await expect.poll(tryAgain, { timeout: 60_000, intervals: [1_000] }).toBe('')
  await expect(junho.message(`${sent}번째 긴 글`)).toHaveCount(1)
  await page.reload()
  await settleRoomPage(page)
  const seen = (await readTimeline(page)).map(({ text }) => text.slice(0, 8))
  expect(seen).toEqual((await readTimeline(junho.page)).map(({ text }) => text.slice(0, 8)))
  expect(seen.filter(text => text.includes('번째'))).toHaveLength(sent + 1)
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

test('[C3] refused while its writer had begun to change another message, a text is in the composer when that has ended', async ({
  friends,
}) => {
  const { minji } = friends
  await minji.say('먼저')
  const url = minji.page.url()
  await installDeviceFaults(minji.context)
  await minji.page.close()
  const { page } = await openRoomPage(minji.context, url)
  const own = await accountDatabaseOf(page)
  const bare = await openBareTab(minji.context)
  const field = page.getByRole('textbox', { name: /메시지 (쓰기|고치기)/ })
  const before = page.getByRole('article').filter({ hasText: '먼저' })
  await before.hover()
  await before.getByRole('button', { name: '메시지에 할 수 있는 일' }).click()
  await page.getByRole('menuitem', { name: '답장' }).click()
  await field.fill('긴 편지')
  await bare.evaluate(name => window.deviceFaults.hold(name, 'journal'), own)
  await page.bringToFront()
  await field.press('Enter')
  await expect(field).toHaveValue('')
  await field.press('ArrowUp')
  await expect(field).not.toHaveValue('')
  await field.fill('다르게')
  // The journal has 5 s, and 5 s more to finish what it began.
  await expect(page.getByText('이 기기에 적어 두지 못했어요.')).toBeVisible({ timeout: 30_000 })
  await expect(field).toHaveValue('다르게')
  await bare.evaluate(() => window.deviceFaults.letGo())
  await field.press('Escape')
  await expect(field).toHaveValue('긴 편지')
  await page.reload()
  await settleRoomPage(page)
  await expect(field).toHaveValue('긴 편지')
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
  await page.screenshot({ path: test.info().outputPath('silent-ko.png') })
  await page.evaluate(() => localStorage.setItem('sarangbang.language', 'en'))
  await page.reload()
  await expect(page.getByText("Your browser's storage doesn't answer.")).toBeVisible({ timeout: 30_000 })
  await page.screenshot({ path: test.info().outputPath('silent-en.png') })
  await bare.evaluate(() => window.deviceFaults.letGo())
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(page.getByRole('log').getByRole('article')).toHaveText([/먼저/])
  await expect(page.getByRole('textbox', { name: 'Write a message' })).toHaveValue('쓰다 만 글')
})
