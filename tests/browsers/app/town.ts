import { test as base } from '@playwright/test'
import { openTown, type Town } from './openTown.ts'
import type { Person } from './person.ts'

/** A town of its own for each test; closed whatever becomes of the test. */
export const test = base.extend<{ town: Town; friends: { minji: Person; junho: Person } }>({
  // Playwright reads a fixture's needs off its first parameter, so it must be destructured, even to nothing.
  // oxlint-disable-next-line no-empty-pattern
  town: async ({}, use) => {
    const town = await openTown()
    await use(town)
    await town.close()
  },
  /** 민지 and 준호, signed up, friends, each with their room open. */
  friends: async ({ town, browser }, use) => {
    const minji = await town.person(browser, 'minji')
    const junho = await town.person(browser, 'junho')
    await Promise.all([minji.signUp(), junho.signUp()])
    await minji.befriend(junho)
    await minji.openRoomWith(junho)
    await junho.openRoomWith(minji)
    await use({ minji, junho })
  },
})

export { expect } from '@playwright/test'
