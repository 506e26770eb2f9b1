import { test as base, expect, type Browser, type Page } from '@playwright/test'
import type { DocumentName } from '@sarangbang/shared/room/documentName.ts'
import { servePage } from '../servePage.ts'
import type { Opening, PeerPage } from './page.ts'
import { serveSignaling, type Signaling } from './signaling.ts'

interface Served extends Signaling {
  readonly origin: string
}

/** Two people on two devices: pages of one context would talk by BroadcastChannel and skip WebRTC. */
export interface Two {
  readonly minji: Page
  readonly junho: Page
}

let documents = 0
/** A document no other test uses. */
export const newDocument = (): DocumentName => `${`peer${documents++}`.padEnd(22, 'A')}.2026-05` as DocumentName

export const test = base.extend<{ two: Two; meet: (count: number) => Promise<readonly Page[]> }, { served: Served }>({
  served: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const { origin, server, close } = await servePage(new URL('page.ts', import.meta.url))
      await use({ ...serveSignaling(server), origin })
      close()
    },
    { scope: 'worker' },
  ],
  /** So many people more, each on a device of their own. */
  meet: async ({ browser, served }, use) => {
    const pages: Page[] = []
    await use(async count => {
      const met = await Promise.all(Array.from({ length: count }, () => personAt(browser, served.origin)))
      pages.push(...met)
      return met
    })
    await Promise.all(pages.map(page => page.context().close()))
  },
  two: async ({ browser, served }, use) => {
    const [minji, junho] = [await personAt(browser, served.origin), await personAt(browser, served.origin)]
    await use({ minji, junho })
    await Promise.all([minji.context().close(), junho.context().close()])
  },
})
export { expect }

const personAt = async (browser: Browser, origin: string): Promise<Page> => {
  const page = await (await browser.newContext()).newPage()
  await page.goto(origin)
  await page.waitForFunction(() => 'peers' in globalThis)
  return page
}

export const openAs = (page: Page, name: DocumentName, opening: Opening): Promise<void> =>
  page.evaluate(([name, opening]) => peers.open(name, opening), [name, opening] as const)

export const write = (page: Page, name: DocumentName, count = 1, bytes = 16): Promise<number> =>
  page.evaluate(([name, count, bytes]) => peers.write(name, count, bytes), [name, count, bytes] as const)

type Question = {
  [Key in keyof PeerPage]: PeerPage[Key] extends (name: string) => infer Answer ? [Key, Awaited<Answer>] : never
}
type Answers = { readonly [Entry in Question[keyof Question] as Entry[0]]: Entry[1] }

/** Asks a page about one document. */
export const ask = <Key extends keyof Answers & keyof PeerPage>(page: Page, key: Key, name: DocumentName) =>
  page.evaluate(([key, name]) => (peers[key] as (name: string) => unknown)(name), [key, name] as const) as Promise<
    Answers[Key]
  >
