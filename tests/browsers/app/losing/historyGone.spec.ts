import type { Page } from '@playwright/test'
import { expect, test } from '../town.ts'
import { accountDatabaseOf, installDeviceFaults } from './deviceFaults.ts'
import { openRoomPage } from './openRoomPage.ts'

/** Of how many documents this device believes that it has something of the relay's. */
const reachedOn = (page: Page, database: string): Promise<number> =>
  page.evaluate(async name => {
    // Opening it would make it.
    if (!(await window.deviceFaults.names()).includes(name)) return 0
    return new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.addEventListener('error', () => reject(opening.error ?? new Error('does not open')))
      opening.addEventListener('success', () => {
        const reading = opening.result.transaction('records').objectStore('records').get(['positions', ''])
        reading.addEventListener('success', () => {
          opening.result.close()
          const positions: ReadonlyMap<string, number> = reading.result ?? new Map()
          resolve([...positions.values()].filter(position => position > 0).length)
        })
      })
    })
  }, database)

test('[C3] emptied while no room is open, the device fetches again what it had, and has it offline', async ({
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('먼저')
  await expect(junho.message('먼저')).toBeVisible()
  await expect(minji.message('먼저')).toHaveAccessibleName(/보관됨|읽음/)
  const url = minji.page.url()
  await installDeviceFaults(minji.context)
  await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await minji.page.close()
  const chats = await minji.context.newPage()
  await chats.goto('/')
  const database = await accountDatabaseOf(chats)
  // The head and the month.
  await expect.poll(() => reachedOn(chats, database)).toBeGreaterThanOrEqual(2)

  await chats.evaluate(async () => {
    for (const name of await window.deviceFaults.names()) await window.deviceFaults.remove(name)
  })
  await expect.poll(() => reachedOn(chats, database)).toBeGreaterThanOrEqual(2)
  minji.wire.cut('refusing')
  await chats.close()
  const room = await openRoomPage(minji.context, url)
  await expect.poll(room.shown).toContain('먼저')
})
