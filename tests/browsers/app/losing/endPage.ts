import type { Page } from '@playwright/test'

/** How a page comes to its end: its process killed under it, closed by its person, or loaded anew in the same moment. */
export const waysToEnd = ['kill', 'close', 'reload'] as const
export type WayToEnd = (typeof waysToEnd)[number]

/** Kills the tab's process in the middle of whatever it does. */
export const killPage = async (page: Page): Promise<void> => {
  const crashed = new Promise(resolve => page.once('crash', resolve))
  const session = await page.context().newCDPSession(page)
  // Never answers: there is nobody left to.
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await page.close()
}

/** Ends the page; resolves with the page that goes on where it was loaded anew. */
export const endPage = async (page: Page, how: WayToEnd): Promise<Page | null> => {
  switch (how) {
    case 'kill':
      await killPage(page)
      return null
    case 'close':
      await page.close()
      return null
    case 'reload':
      await page.reload()
      return page
  }
}
