import { expect, test } from '../../browsers/app/town.ts'
import { openBareChat } from './bareChat.ts'
import { fillRoom } from './fillRoom.ts'
import { measureInto } from './figures.ts'
import { clockSkew, keyToScreen } from './keyToScreen.ts'
import { ownScreen } from './ownScreen.ts'
import { openings, starts } from './starts.ts'
import { installStopwatch } from './stopwatch.ts'

/** How much is measured, from whoever started this (browserSection.ts). */
const asked = JSON.parse(process.env['BENCH_BROWSER'] ?? 'null') as {
  readonly folder: string
  readonly messages: number
  readonly times: number
  readonly month: number
} | null

test('what a person waits for', async ({ town, friends, browser }) => {
  if (asked === null) throw new Error('started by npm run bench only')
  const { folder, messages, times, month } = asked
  const measure = measureInto(folder)
  const { minji, junho } = friends
  for (const { context, page } of [minji, junho]) {
    await context.addInitScript(installStopwatch)
    await page.evaluate(installStopwatch)
  }
  await minji.say('들려?')
  await junho.say('응')
  await expect(minji.message('응')).toBeVisible()

  await expect.poll(async () => (await junho.peerStats()).connected).toBeGreaterThan(0)
  await measure('skew', async () => [await clockSkew(minji.page, junho.page)])
  for (const person of [minji, junho]) person.wire.cut('no-sync')
  await measure('webrtc', () => keyToScreen(minji, junho, 'peer', messages))
  for (const person of [minji, junho]) {
    await person.comeBack()
    await person.cutPeers()
  }
  await minji.say('이제 중계로')
  await expect(junho.message('이제 중계로')).toBeVisible()
  await measure('relay', () => keyToScreen(minji, junho, 'relay', messages))

  const bare = await openBareChat(browser, `${minji.wire.origin}/icons/mark-192.png`)
  await measure('bare webrtc', () => keyToScreen(bare.from, bare.to, 'bare', messages))
  await measure('bare own', () => ownScreen(browser, bare.from, messages))
  await bare.close()

  await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await measure('start online', () => starts(minji, times))

  await measure('fill', async () => {
    await fillRoom(junho, town.relay().port, month)
    return []
  })
  await junho.say('여기까지야')
  await expect(minji.message('여기까지야')).toBeVisible()
  await measure('own screen', () => ownScreen(browser, minji, messages))
  await minji.say('마지막 말')
  await expect(minji.message('마지막 말')).toHaveAccessibleName(/보관됨|읽음/)
  await measure('open month', () => openings(minji, '준호', '마지막 말', times))
  await minji.goOffline()
  await measure('start offline', () => starts(minji, times))
  await measure('open month offline', () => openings(minji, '준호', '마지막 말', times))
})
