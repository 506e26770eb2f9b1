import { expect, type BrowserContext, type Page } from '@playwright/test'

/** A room in a tab of its own, which a test may kill and open again. */
export interface RoomPage {
  readonly page: Page
  /** What stands in the composer. */
  composed(): Promise<string>
  /** Texts of the messages near the end of the timeline: as far as the list draws them. */
  shown(): Promise<readonly string[]>
  /** Writes as a person does, and waits until the message is painted. */
  say(text: string): Promise<void>
}

export const roomPageOf = (page: Page): RoomPage => {
  const field = page.getByRole('textbox', { name: /메시지 쓰기/ })
  const articles = page.getByRole('log').getByRole('article')
  return {
    page,
    composed: () => field.inputValue(),
    shown: async () => (await articles.allInnerTexts()).map(text => text.split('\n')[0] ?? ''),
    say: async text => {
      await field.fill(text)
      await page.keyboard.press('Enter')
      await expect(articles.filter({ hasText: text })).toHaveCount(1)
    },
  }
}

/** Opens the room at this address as a start of the app would, and waits until the device's own copy is on the screen. */
export const openRoomPage = async (context: BrowserContext, url: string): Promise<RoomPage> => {
  const page = await context.newPage()
  await page.goto(url)
  return settleRoomPage(page)
}

/** Waits until a page that has just been loaded shows its room. */
export const settleRoomPage = async (page: Page): Promise<RoomPage> => {
  await expect(page.getByRole('textbox', { name: /메시지 쓰기/ })).toBeVisible()
  await expect(page.getByRole('log').getByRole('article').first()).toBeVisible()
  return roomPageOf(page)
}
