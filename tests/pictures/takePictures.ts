/**
 * Takes the picture in README.md from the running app: two people talk, one on a desktop, one on a phone.
 *   CHROMIUM=/usr/bin/chromium node tests/pictures/takePictures.ts
 */
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import config from '../playwright.config.ts'
import { openTown } from '../browsers/app/openTown.ts'

const images = join(dirname(fileURLToPath(import.meta.url)), '../../docs/images')
await mkdir(images, { recursive: true })
const browser = await chromium.launch(config.use?.launchOptions ?? {})
const town = await openTown()
const minji = await town.person(browser, 'minji')
const junho = await town.person(browser, 'junho')
await Promise.all([minji.signUp(), junho.signUp()])
await minji.befriend(junho)
await minji.openRoomWith(junho)
await junho.openRoomWith(minji)
for (const [person, text] of [
  [junho, '내일 눈 소식이 있어서 백운대는 다음으로 미루자'],
  [junho, '둘레길 8구간 어때?'],
  [minji, '좋아. 아이젠은 안 챙겨도 되지?'],
  [junho, '혹시 모르니 하나씩. 내 거 남는데 빌려줄게'],
  [minji, '고마워! 김밥은 내가 두 줄 쌀게'],
  [junho, '그럼 7시, 구파발역 2번 출구에서 봐'],
] as const) {
  await person.say(text)
}
await minji.page.getByText('그럼 7시').last().waitFor()
await minji.page.getByRole('article').filter({ hasText: '둘레길' }).hover()
await minji.page
  .getByRole('article')
  .filter({ hasText: '둘레길' })
  .getByRole('button', { name: '메시지에 할 수 있는 일' })
  .click()
await minji.page.getByRole('menuitemcheckbox', { name: /👍/ }).first().click()
await minji.page.mouse.move(5, 5)
await minji.page.setViewportSize({ width: 1180, height: 760 })
await junho.page.setViewportSize({ width: 390, height: 760 })
await junho.page.getByRole('article').filter({ hasText: '👍' }).waitFor()
await Promise.all([minji, junho].map(({ page }) => page.getByText('친구예요').waitFor({ state: 'hidden' })))
const shots = await Promise.all([minji, junho].map(({ page }) => page.screenshot()))

const sheet = await browser.newPage({ viewport: { width: 1680, height: 860 } })
const [desktop, phone] = shots.map(shot => `data:image/png;base64,${shot.toString('base64')}`)
await sheet.setContent(`<body style="margin:0;display:flex;gap:40px;align-items:center;justify-content:center;height:860px;background:#ddd2bf">
  <img src="${desktop}" style="border-radius:14px;box-shadow:0 16px 40px #46342433">
  <img src="${phone}" style="border-radius:22px;box-shadow:0 16px 40px #46342433"></body>`)
await sheet.screenshot({ path: join(images, 'app.png') })
await town.close()
await browser.close()
