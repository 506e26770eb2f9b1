import { test as base } from '@playwright/test'
import { openTown, type Town } from './openTown.ts'
import type { Person } from './person.ts'
import { prepareFriends, welcomeFriends, type Friends, type PreparedFriends } from './preparedFriends.ts'

/** A town of its own for each test; closed whatever becomes of the test. */
export const test = base.extend<{ town: Town; friends: Friends }, { prepared: PreparedFriends }>({
  // Playwright reads a fixture's needs off its first parameter, so it must be destructured, even to nothing.
  // oxlint-disable-next-line no-empty-pattern
  town: async ({}, use, testInfo) => {
    const town = await openTown()
    await use(town)
    if (testInfo.status !== testInfo.expectedStatus) await sayWhatIsSeen(town.persons())
    await town.close()
  },
  prepared: [
    async ({ browser }, use) => {
      const prepared = await prepareFriends(browser)
      await use(prepared)
      await prepared.remove()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  /** 민지 and 준호, signed up, friends, each with their room open. */
  friends: async ({ prepared, town, browser }, use) => {
    await use(await welcomeFriends(prepared, town, browser))
  },
})

/** A test that failed on a machine nobody can look at: what stood on everybody's screen then. */
const sayWhatIsSeen = async (persons: readonly Person[]): Promise<void> => {
  for (const { credentials, page } of persons) {
    const seen = await page.locator('body').ariaSnapshot({ timeout: 5_000 }).catch(String)
    console.log(`${credentials.handle} at ${page.url()} sees:\n${seen}`)
  }
}

export { expect } from '@playwright/test'
