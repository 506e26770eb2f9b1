import type { Person } from '../../browsers/app/person.ts'

/** The app is opened anew, its files on this device: until the chats list is painted. */
export const starts = async ({ context }: Person, times: number): Promise<readonly number[]> => {
  const tookMs: number[] = []
  for (let n = 0; n < times; n++) {
    const page = await context.newPage()
    await page.goto('/')
    tookMs.push(await page.evaluate(() => window.stopwatch.listPainted()))
    await page.close()
  }
  return tookMs
}

const findingMs = 1000

/** The same, then the click on a room: until its newest message is painted. @param text of that message */
export const openings = async (
  { context }: Person,
  name: string,
  text: string,
  times: number,
): Promise<readonly number[]> => {
  const tookMs: number[] = []
  for (let n = 0; n < times; n++) {
    const page = await context.newPage()
    await page.goto('/')
    await page.evaluate(() => window.stopwatch.listPainted())
    const row = page.getByRole('link', { name: new RegExp(name) }).first()
    // As long as a person takes to find the row; what comes after the first paint has come by then.
    await page.waitForTimeout(findingMs)
    const painted = page.evaluate(text => window.stopwatch.messagePainted(text), text)
    await row.click()
    const ms = (await painted) - (await page.evaluate(() => window.stopwatch.pressedMs()))
    tookMs.push(ms)
    await page.close()
  }
  return tookMs
}
