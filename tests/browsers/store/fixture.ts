import { test as base, expect, type CDPSession, type Page } from '@playwright/test'
import { servePage } from '../servePage.ts'
export type { Device } from './page.ts'

/** Opens a tab of the one origin; tabs of one test share its storage. Every tab is watched for rejections nobody handles. */
type OpenTab = () => Promise<Page>

export const test = base.extend<{ openTab: OpenTab }, { origin: string }>({
  origin: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const page = await servePage(new URL('page.ts', import.meta.url))
      await use(page.origin)
      page.close()
    },
    { scope: 'worker' },
  ],
  openTab: async ({ context, origin }, use) => {
    const tabs: Page[] = []
    await use(async () => {
      const tab = await context.newPage()
      await tab.goto(origin)
      tabs.push(tab)
      return tab
    })
    for (const tab of tabs) if (!tab.isClosed()) expect(await orphansOf(tab)).toEqual([])
  },
})
export { expect }

/** Rejections and errors in the tab that no code handled. A crashed tab cannot be asked. */
const orphansOf = (tab: Page) => tab.evaluate(() => device.orphans).catch(() => [])

/** Closes a tab as a person does, having looked for what nobody handled. */
export const closeTab = async (tab: Page) => {
  expect(await orphansOf(tab)).toEqual([])
  await tab.close()
}

/** Kills the tab's process in the middle of whatever it does. */
export const killTab = async (tab: Page) => {
  const crashed = new Promise(resolve => tab.once('crash', resolve))
  const session = await tab.context().newCDPSession(tab)
  // Never answers: there is nobody left to.
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await tab.close()
}

export const cdpOf = (tab: Page): Promise<CDPSession> => tab.context().newCDPSession(tab)

export const numbered = (prefix: string, count: number) => Array.from({ length: count }, (_, n) => `${prefix}${n}`)

/** What is missing, and nothing else, so that a failure prints a short list. */
export const missingFrom = (there: readonly string[], wanted: readonly string[]) => {
  const known = new Set(there)
  return wanted.filter(id => !known.has(id))
}

/** Opens the document in a fresh tab, with what it found there and what it had to say. */
export const reopen = async (openTab: () => Promise<Page>, limitMs = 2_000) => {
  const tab = await openTab()
  const opened = await tab.evaluate(limitMs => device.open({ limitMs }), limitMs)
  return { tab, ...opened }
}
export const eventsOf = (tab: Page) => tab.evaluate(() => device.events)
/** Waits for an event instead of for time. */
export const heard = (tab: Page, kind: string) => expect.poll(() => eventsOf(tab)).toContain(kind)
