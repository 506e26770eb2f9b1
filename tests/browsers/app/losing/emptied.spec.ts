import type { Page } from '@playwright/test'
import { takeDatabases } from '../databaseImages.ts'
import type { Person } from '../person.ts'
import { expect, test } from '../town.ts'
import { installDeviceFaults, openBareTab } from './deviceFaults.ts'
import { openRoomPage, roomPageOf, settleRoomPage, type RoomPage } from './openRoomPage.ts'

const clearIndexedDb = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes: 'indexeddb' })
}

/** The room in a page that can be harmed, cut off, with one message that only this device has. */
const openCutOff = async (person: Person): Promise<RoomPage> => {
  const url = person.page.url()
  await installDeviceFaults(person.context)
  await person.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await person.page.close()
  person.wire.cut('refusing')
  const room = await openRoomPage(person.context, url)
  await room.say('나만 아는 글')
  await expect(room.page.getByText('메시지 1개가 기다리고 있어요').first()).toBeVisible()
  return room
}

/** How much of each document is in this device's databases: the length of all rows, as JSON. */
const documentSizes = async (page: Page): Promise<ReadonlyMap<string, number>> => {
  const databases = await page.evaluate(takeDatabases)
  return new Map(
    databases.flatMap(({ name, stores }) =>
      stores.filter(store => store.name === 'updates').map(({ rows }) => [name, JSON.stringify(rows).length] as const),
    ),
  )
}

/** The page has written its documents again. As one row they are a little shorter than before, as several; a new message alone is far from it. */
const expectWrittenAgain = (page: Page, before: ReadonlyMap<string, number>): Promise<void> =>
  expect
    .poll(async () => {
      const now = await documentSizes(page)
      return [...before].filter(([name, size]) => (now.get(name) ?? 0) < size * 0.75)
    })
    .toEqual([])

/** Still signed in at the next start, still offline: all of it is on this device again. */
const expectWholeAfterRestart = async (room: RoomPage, texts: readonly string[]): Promise<void> => {
  await room.page.reload()
  await settleRoomPage(room.page)
  await expect.poll(async () => (await room.shown()).filter(text => texts.includes(text))).toEqual(texts)
}

const deleteEverything = (room: RoomPage): Promise<void> =>
  room.page.evaluate(async () => {
    for (const name of await window.deviceFaults.names()) await window.deviceFaults.remove(name)
  })

for (const [how, empty] of [
  [
    'closed under it, as a browser does that has lost its storage',
    (room: RoomPage) => room.page.evaluate(() => void window.deviceFaults.close('sarangbang')),
  ],
  ['deleted under it, database by database', deleteEverything],
  ['cleared under it by the browser', (room: RoomPage) => clearIndexedDb(room.page)],
] as const) {
  test(`[C3] all that the app keeps is ${how}: it is written again, and nothing is lost`, async ({ friends }) => {
    const { minji, junho } = friends
    await minji.say('먼저')
    await expect(junho.message('먼저')).toBeVisible()
    await expect(minji.message('먼저')).toHaveAccessibleName(/보관됨|읽음/)
    const room = await openCutOff(minji)
    const before = await documentSizes(room.page)
    expect(before.size).toBeGreaterThan(1)
    await empty(room)
    await room.say('그 뒤의 글')
    await expect(room.page.getByText('메시지 2개가 기다리고 있어요').first()).toBeVisible()
    await expectWrittenAgain(room.page, before)
    await expectWholeAfterRestart(room, ['먼저', '나만 아는 글', '그 뒤의 글'])
    minji.wire.mend()
    await room.page.evaluate(() => dispatchEvent(new Event('online')))
    for (const text of ['나만 아는 글', '그 뒤의 글']) await expect(junho.message(text)).toHaveCount(1)
    await expect(room.page.getByText('저장한 것이 일부 없어졌어요')).toHaveCount(0)
  })
}

test('[C3] cleared between two starts: the app says so, asks to sign in, fetches what others have, and says what may be lost', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('모두 아는 글')
  await expect(junho.message('모두 아는 글')).toBeVisible()
  const url = minji.page.url()
  await minji.page.close()
  const page = await openBareTab(minji.context)
  await clearIndexedDb(page)
  await page.goto(url)
  await expect(page.getByText('브라우저가 이 기기에 저장한 것을 잃었어요.')).toBeVisible()
  await page.getByLabel('아이디').fill(minji.credentials.handle)
  await page.getByLabel('비밀번호', { exact: true }).fill(minji.credentials.password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await expect(page.getByText('저장한 것이 일부 없어졌어요')).toBeVisible()
  await settleRoomPage(page)
  await expect.poll(() => roomPageOf(page).shown()).toContain('모두 아는 글')
  // Said once: the next start has all there is.
  await page.reload()
  await settleRoomPage(page)
  await expect(page.getByText('저장한 것이 일부 없어졌어요')).toHaveCount(0)
})
