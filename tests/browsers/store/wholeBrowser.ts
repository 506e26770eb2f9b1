import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'

/** A Chromium of our own on a profile that outlives it, so that it can be killed and its files damaged. */
export interface WholeBrowser {
  readonly page: Page
  /** SIGKILL to the browser and all its processes at once; resolves when they are gone. */
  kill(): Promise<void>
}

export const makeProfile = () => mkdtemp(join(tmpdir(), 'sarangbang-profile-'))
export const removeProfile = (profile: string) => rm(profile, { recursive: true, force: true, maxRetries: 5 })

export const startBrowser = async (
  profile: string,
  executable: string,
  args: readonly string[],
  url: string,
): Promise<WholeBrowser> => {
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank']
  // A process group of its own: killing the group takes renderers and the storage service along.
  const child = spawn(executable, [...args, ...own], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const browser = await chromium.connectOverCDP(await devToolsAddress(child))
  const [context] = browser.contexts()
  if (!context) throw new Error('the browser has no context')
  const page = await context.newPage()
  await page.goto(url)
  return {
    page,
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null || !child.pid) return
      const gone = new Promise(resolve => child.once('exit', resolve))
      process.kill(-child.pid, 'SIGKILL')
      await gone
      await browser.close()
    },
  }
}

const devToolsAddress = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address) resolve(address)
    })
    child.once('exit', code => reject(new Error(`the browser ended with ${code}: ${said}`)))
  })

/** The files in which Chromium keeps IndexedDB values of more than 64 KiB, one each. */
export const blobFilesOf = async (profile: string): Promise<readonly string[]> => {
  const entries = await readdir(join(profile, 'Default', 'IndexedDB'), { recursive: true, withFileTypes: true })
  return entries
    .filter(entry => entry.isFile() && entry.parentPath.includes('.blob'))
    .map(entry => join(entry.parentPath, entry.name))
}
