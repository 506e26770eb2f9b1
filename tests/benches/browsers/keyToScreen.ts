import type { Page } from '@playwright/test'

interface Seat {
  readonly page: Page
}

/** Types a message and presses Enter. @returns when the browser heard of the key */
const send = async ({ page }: Seat, text: string): Promise<number> => {
  await page.getByRole('textbox', { name: /메시지 쓰기/ }).focus()
  await page.keyboard.insertText(text)
  await page.keyboard.press('Enter')
  return page.evaluate(() => window.stopwatch.pressedMs())
}

const seen = (page: Page, text: string): Promise<number> =>
  page.evaluate(text => window.stopwatch.messagePainted(text), text)

/** From the key press on one screen to the paint on the other, one message after the other. @param path names them */
export const keyToScreen = async (from: Seat, to: Seat, path: string, messages: number): Promise<readonly number[]> => {
  const tookMs: number[] = []
  // The first few make the path warm.
  const warmUp = 5
  for (let n = -warmUp; n < messages; n++) {
    const text = `${path} ${n}: 오늘 저녁에 시간 되면 같이 걸을까? 해 지기 전에.`
    const arrived = seen(to.page, text)
    const pressed = await send(from, text)
    const ms = (await arrived) - pressed
    if (n >= 0) tookMs.push(ms)
  }
  return tookMs
}

/** How far two pages' clocks lie apart, in milliseconds: what of a latency may be theirs. */
export const clockSkew = async (one: Page, other: Page): Promise<number> => {
  const offsetOf = async (page: Page): Promise<number> => {
    let best = { tripMs: Infinity, offsetMs: 0 }
    for (let n = 0; n < 20; n++) {
      const before = performance.timeOrigin + performance.now()
      const pageMs = await page.evaluate(() => window.stopwatch.nowMs())
      const tripMs = performance.timeOrigin + performance.now() - before
      if (tripMs < best.tripMs) best = { tripMs, offsetMs: pageMs - before - tripMs / 2 }
    }
    return best.offsetMs
  }
  return Math.abs((await offsetOf(one)) - (await offsetOf(other)))
}
