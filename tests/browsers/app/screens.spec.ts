import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { en } from '../../../client/src/i18n/en.ts'
import { ko } from '../../../client/src/i18n/ko.ts'
import { expect, test } from './town.ts'

const looks = [
  { language: 'ko', theme: 'light' },
  { language: 'ko', theme: 'dark' },
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
] as const
const shapes = [
  { name: 'phone', width: 360, height: 740, text: '100%' },
  { name: 'phone-200', width: 360, height: 740, text: '200%' },
  { name: 'desktop', width: 1280, height: 800, text: '100%' },
] as const
type Shape = (typeof shapes)[number]
/** A folder for pictures to look at; none are taken without it. */
const pictures = process.env['SCREENSHOTS']

const take = async (page: Page, name: string, shape: Shape): Promise<void> => {
  await page.setViewportSize({ width: shape.width, height: shape.height })
  await page.evaluate(size => (document.documentElement.style.fontSize = size), shape.text)
  if (pictures) await page.screenshot({ path: `${pictures}/${name}-${shape.name}.png` })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    `${name} ${shape.name}`,
  ).toEqual([])
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${name} ${shape.name} is wider than the screen`).toBeLessThanOrEqual(0)
}

for (const { language, theme } of looks) {
  test(`[U2] every screen, ${language} ${theme}: no axe violation, nothing wider than the screen`, async ({
    friends,
  }) => {
    test.setTimeout(240_000)
    const { minji, junho } = friends
    const say = language === 'ko' ? ko : en
    await junho.say('내일 눈 소식이 있어서 둘레길 8구간으로 바꿀게요.')
    await minji.say('둘레길 좋아요. 아이젠은 안 챙겨도 되죠?')
    await junho.say('혹시 모르니 하나씩은요. 제 거 남는데 빌려 드릴게요 https://example.org/trail')
    await expect(minji.message('혹시 모르니')).toBeVisible()
    const room = new URL(minji.page.url()).pathname
    const { page } = minji
    await page.evaluate(
      ([lang, look]) => {
        localStorage.setItem('sarangbang.language', lang)
        localStorage.setItem('sarangbang.theme', look)
      },
      [language, theme] as const,
    )
    const name = (screen: string) => `${language}-${theme}-${screen}`
    for (const [path, screen, sign] of [
      ['/', 'chats', page.getByRole('link', { name: /준호/ })],
      [room, 'conversation', page.getByRole('log').getByRole('article').last()],
      ['/people', 'people', page.getByLabel(say.people.handle)],
      ['/me', 'me', page.getByRole('button', { name: say.settings.changePassword })],
    ] as const) {
      await page.setViewportSize({ width: 1280, height: 800 })
      await page.goto(path)
      await expect(sign).toBeVisible()
      for (const shape of shapes) await take(page, name(screen), shape)
    }

    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(room)
    await page.getByRole('article').first().hover()
    await page.getByRole('button', { name: say.chat.actions }).first().click()
    await expect(page.getByRole('menuitem').first()).toBeVisible()
    await take(page, name('menu'), shapes[2])
    await page.keyboard.press('Escape')

    await minji.goOffline()
    await expect(page.getByText(new RegExp(say.chat.pillOffline)).first()).toBeVisible()
    for (const shape of shapes) await take(page, name('offline'), shape)
    await minji.comeBack()

    await page.goto('/me')
    await page.getByRole('button', { name: say.settings.logOut }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    for (const shape of shapes) await take(page, name('log-out'), shape)
    await page.getByRole('dialog').getByRole('button', { name: say.settings.logOut }).click()
    for (const [path, screen, sign] of [
      ['/', 'sign-in', page.getByRole('button', { name: say.welcome.signIn, exact: true })],
      ['/sign-up', 'sign-up', page.getByRole('button', { name: say.welcome.signUp })],
      ['/recover', 'recover', page.getByRole('button', { name: say.welcome.recover })],
    ] as const) {
      await expect(page.getByRole('button', { name: say.welcome.signIn, exact: true })).toBeVisible()
      await page.goto(path)
      await expect(sign).toBeVisible()
      for (const shape of shapes) await take(page, name(screen), shape)
      if (path !== '/') await page.goto('/')
    }
  })
}
