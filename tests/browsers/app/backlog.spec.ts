import { readTimeline } from './readTimeline.ts'
import { expect, test } from './town.ts'

/** 84 messages of nearly 60 kB: 5 MB in one month. */
const letters = Array.from({ length: 84 }, (_, at) => `편지 ${String(at + 1).padStart(2, '0')} ${'가'.repeat(19_900)}`)
const numberOf = (text: string): string => text.slice(0, 5)

test('[C2] 5 MB of one month reach a new device by peers alone, and another by the relay alone', async ({
  town,
  friends,
  browser,
}) => {
  test.setTimeout(300_000)
  const { minji, junho } = friends
  for (const letter of letters) {
    await minji.page.getByRole('textbox', { name: /메시지 쓰기/ }).fill(letter)
    await minji.page.keyboard.press('Enter')
    // A long message is drawn folded: its beginning is what stands on the screen.
    await expect(minji.message(numberOf(letter))).toBeVisible()
  }
  await expect(minji.message('편지 84')).toHaveAccessibleName(/보관됨$|읽음$/, { timeout: 60_000 })

  const byPeers = await town.person(browser, 'junho')
  byPeers.wire.cut('no-sync')
  await byPeers.logIn()
  await byPeers.openRoomWith(minji)
  await expect(byPeers.message('편지 84')).toBeVisible({ timeout: 60_000 })
  expect((await byPeers.peerStats()).bytesReceived).toBeGreaterThan(5_000_000)

  // Nobody else is there any more.
  for (const person of [minji, junho, byPeers]) await person.goOffline()
  const byRelay = await town.person(browser, 'junho')
  await byRelay.logIn()
  await byRelay.openRoomWith(minji)
  await expect(byRelay.message('편지 84')).toBeVisible({ timeout: 60_000 })
  expect((await byRelay.peerStats()).bytesReceived).toBe(0)

  for (const device of [byPeers, byRelay]) {
    const seen = (await readTimeline(device.page)).map(({ text }) => numberOf(text))
    expect(seen).toEqual(letters.map(numberOf))
  }
})
