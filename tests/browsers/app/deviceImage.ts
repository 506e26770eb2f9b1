import type { BrowserContext, Cookie } from '@playwright/test'
import { layDatabases, takeDatabases, type DatabaseImage } from './databaseImages.ts'

/** All that a device keeps of the app: laid on another device of the same person, that one goes on from there. */
export interface DeviceImage {
  readonly cookies: readonly Cookie[]
  readonly local: Readonly<Record<string, string>>
  readonly databases: readonly DatabaseImage[]
}

/** An address of the app's origin that starts no app: a picture, which the relay and the service worker give alike. */
const quietPath = '/icons/mark-192.png'

/** Of a device on which no page of the app is open any more: a page may still have something to write. */
export const takeDevice = async (context: BrowserContext, origin: string): Promise<DeviceImage> => {
  const page = await context.newPage()
  await page.goto(origin + quietPath)
  const local = await page.evaluate(() => ({ ...localStorage }))
  const databases = await page.evaluate(takeDatabases)
  await page.close()
  return { cookies: await context.cookies(), local, databases }
}

/** On a device that has not seen the app yet. */
export const layDevice = async (context: BrowserContext, origin: string, image: DeviceImage): Promise<void> => {
  await context.addCookies([...image.cookies])
  const page = await context.newPage()
  await page.goto(origin + quietPath)
  await page.evaluate(local => void Object.assign(localStorage, local), image.local)
  await page.evaluate(layDatabases, image.databases)
  await page.close()
}
