import type { Page } from '@playwright/test'
import { test as base } from './fixture.ts'
import { makeProfile, removeProfile, startBrowser, type WholeBrowser } from './wholeBrowser.ts'

/** A browser's folder on the disk, and the one browser at a time that runs on it. */
export interface Profile {
  readonly path: string
  /** A new browser on what the last one left; resolves to its page. */
  start(): Promise<Page>
  /** SIGKILL to the browser that runs, if one does. */
  kill(): Promise<void>
}

export const test = base.extend<{ profile: Profile }>({
  profile: async ({ origin, launchOptions }, use) => {
    const path = await makeProfile()
    let running: WholeBrowser | null = null
    const kill = async (): Promise<void> => {
      await running?.kill()
      running = null
    }
    await use({
      path,
      start: async () => {
        running = await startBrowser(path, launchOptions.executablePath ?? '', launchOptions.args ?? [], origin)
        return running.page
      },
      kill,
    })
    await kill()
    await removeProfile(path)
  },
})
