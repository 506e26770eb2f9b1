import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test'
import type { Wire } from './openWire.ts'
import { installPeerCut, type PeerCut } from './peerCut.ts'

export interface Credentials {
  readonly handle: string
  readonly nickname: string
  readonly password: string
}

/** One device of one person: a browser context, its wire to the relay, and what a person does with the app. */
export interface Person {
  readonly context: BrowserContext
  page: Page
  readonly wire: Wire
  readonly credentials: Credentials
  signUp(): Promise<{ readonly recoveryCode: string }>
  logIn(password?: string): Promise<void>
  befriend(other: Person): Promise<void>
  openRoomWith(other: Pick<Person, 'credentials'>): Promise<void>
  say(text: string): Promise<void>
  /** A message's bubble in the open room. */
  message(text: string): Locator
  /** All message texts of the open room, top to bottom. */
  texts(): Promise<readonly string[]>
  reload(): Promise<void>
  cutPeers(): Promise<void>
  mendPeers(): Promise<void>
  peerStats(): ReturnType<PeerCut['stats']>
  /** The room stays open, but nobody is before it: what comes is kept, not read. */
  lookAway(): Promise<void>
  /** Cuts every path to anybody, and checks that none is left. */
  goOffline(): Promise<void>
  /** Only the wire comes back; peers by `mendPeers`. */
  comeBack(): Promise<void>
}

declare global {
  interface Window {
    peerCut: PeerCut
  }
}

export const openPerson = async (browser: Browser, wire: Wire, credentials: Credentials): Promise<Person> => {
  const context = await browser.newContext({
    locale: 'ko-KR',
    baseURL: wire.origin,
    viewport: { width: 1280, height: 800 },
  })
  await context.addInitScript(installPeerCut)
  const page = await context.newPage()
  const person: Person = {
    context,
    page,
    wire,
    credentials,
    signUp: async () => {
      await page.goto('/')
      await page.getByRole('link', { name: '처음이에요, 가입하기' }).click()
      await page.getByLabel('아이디').fill(credentials.handle)
      await page.getByLabel('별명').fill(credentials.nickname)
      await page.getByLabel('비밀번호', { exact: true }).fill(credentials.password)
      await expect(page.getByText('쓸 수 있는 아이디예요.')).toBeVisible()
      await page.getByRole('button', { name: '가입하기' }).click()
      await expect(page.getByRole('heading', { name: '복구 코드' })).toBeVisible()
      const recoveryCode = (await page.locator('[data-recovery-code] span').allTextContents()).join('-')
      await page.getByRole('button', { name: '적어 두었어요' }).click()
      await page.getByLabel('복구 코드').fill(recoveryCode.toLowerCase())
      await page.getByRole('button', { name: '시작하기' }).click()
      await expect(page.getByRole('heading', { name: '대화', level: 1 })).toBeVisible()
      return { recoveryCode }
    },
    logIn: async (password = credentials.password) => {
      await page.goto('/')
      await page.getByLabel('아이디').fill(credentials.handle)
      await page.getByLabel('비밀번호', { exact: true }).fill(password)
      await page.getByRole('button', { name: '로그인', exact: true }).click()
    },
    befriend: async other => {
      await page.getByRole('link', { name: /사람/ }).click()
      await page.getByLabel('친구의 아이디').fill(other.credentials.handle)
      await page.getByRole('button', { name: '요청 보내기' }).click()
      await expect(page.getByRole('region', { name: '보낸 요청' })).toContainText(other.credentials.nickname)
      await other.page.getByRole('link', { name: /사람/ }).click()
      await other.page.getByRole('button', { name: new RegExp(`${credentials.nickname}.*수락`) }).click()
      await expect(page.getByRole('link', { name: new RegExp(other.credentials.nickname) })).toBeVisible()
    },
    openRoomWith: async other => {
      await page.getByRole('link', { name: /대화/ }).first().click()
      await page
        .getByRole('link', { name: new RegExp(other.credentials.nickname) })
        .first()
        .click()
      await expect(page.getByRole('textbox', { name: /메시지 쓰기/ })).toBeVisible()
    },
    say: async text => {
      await page.getByRole('textbox', { name: /메시지 쓰기/ }).fill(text)
      await page.keyboard.press('Enter')
      await expect(person.message(text)).toBeVisible()
    },
    message: text => page.getByRole('log').getByRole('article').filter({ hasText: text }),
    texts: () => page.getByRole('log').getByRole('article').allInnerTexts(),
    reload: async () => {
      await page.reload()
    },
    cutPeers: async () => {
      await page.evaluate(() => window.peerCut.cut())
      await expect.poll(async () => (await person.peerStats()).connected).toBe(0)
    },
    mendPeers: () => page.evaluate(() => window.peerCut.mend()),
    peerStats: () => page.evaluate(() => window.peerCut.stats()),
    lookAway: () =>
      page.evaluate(() => {
        document.hasFocus = () => false
        dispatchEvent(new Event('blur'))
      }),
    goOffline: async () => {
      wire.cut('refusing')
      await person.cutPeers()
      expect(wire.openSockets()).toBe(0)
      await expect(
        page.evaluate(() =>
          fetch('/health', { cache: 'no-store' }).then(
            () => 'answered',
            () => 'refused',
          ),
        ),
      ).resolves.toBe('refused')
    },
    comeBack: async () => {
      wire.mend()
      await page.evaluate(() => dispatchEvent(new Event('online')))
    },
  }
  return person
}
