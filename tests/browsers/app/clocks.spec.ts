import type { Page } from '@playwright/test'
import { giveClock, setClock } from './deviceClock.ts'
import { openTown } from './openTown.ts'
import type { Person } from './person.ts'
import { readTimeline } from './readTimeline.ts'
import { expect, test as base } from './town.ts'

const dayMs = 86_400_000

/** Two and a half days before the month ends: a clock that is four days ahead stamps into a month that no relay takes yet. */
const nearTheEnd = (): number => {
  const today = new Date()
  const end = Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + 1)
  return end - 2.5 * dayMs - today.getTime()
}
const aheadMs = nearTheEnd()
const relayNow = (): number => Date.now() + aheadMs

const test = base.extend<{ pair: { minji: Person; junho: Person } }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this pattern
  town: async ({}, use) => {
    const town = await openTown({ now: relayNow })
    await use(town)
    await town.close()
  },
  /** 민지 and 준호, each with a clock that the test sets; theirs agree with the relay's until then. */
  pair: async ({ town, browser }, use) => {
    const minji = await town.person(browser, 'minji')
    const junho = await town.person(browser, 'junho')
    for (const person of [minji, junho]) await giveClock(person, aheadMs)
    await Promise.all([minji.signUp(), junho.signUp()])
    await minji.befriend(junho)
    await minji.openRoomWith(junho)
    await junho.openRoomWith(minji)
    await use({ minji, junho })
  },
})

const textsOf = async (page: Page): Promise<readonly string[]> => (await readTimeline(page)).map(({ text }) => text)
/** What is printed as the time of a message, as far as a minute either way. */
const expectPrintedNow = async (person: Person, text: string): Promise<void> => {
  const label = (await person.message(text).getAttribute('aria-label')) ?? ''
  const near = [-2, -1, 0, 1, 2].map(minutes =>
    new Intl.DateTimeFormat('ko-KR', { hour: 'numeric', minute: 'numeric' }).format(relayNow() + minutes * 60_000),
  )
  expect(
    near.some(time => label.includes(time)),
    `${label} should have one of ${near.join(', ')}`,
  ).toBe(true)
}
const monthsOn = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name }) => /\.(\d{4}-\d{2})$/.exec(name ?? '')?.[1] ?? []).toSorted(),
  )
const monthOf = (ms: number): string => new Date(ms).toISOString().slice(0, 7)
const inbox = '**/api/inbox*'

test('[C3] a device a day ahead and one a year behind talk as if their clocks were right', async ({
  town,
  browser,
}) => {
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  await giveClock(minji, aheadMs + dayMs)
  await giveClock(junho, aheadMs - 365 * dayMs)
  await Promise.all([minji.signUp(), junho.signUp()])
  await minji.befriend(junho)
  await minji.openRoomWith(junho)
  await junho.openRoomWith(minji)
  await minji.say('하나')
  await expect(junho.message('하나')).toBeVisible()
  await junho.say('둘')
  await expect(minji.message('둘')).toBeVisible()
  await minji.say('셋')
  await expect(junho.message('셋')).toBeVisible()
  for (const person of [minji, junho]) {
    expect(await textsOf(person.page)).toEqual(['하나', '둘', '셋'])
    for (const text of ['하나', '둘', '셋']) await expectPrintedNow(person, text)
  }
})

test('[C3] written offline by a clock four days ahead, then a year behind: all of it arrives, once, in order, in this month', async ({
  pair,
}) => {
  const { minji, junho } = pair
  await minji.say('맞는 시계로')
  await expect(junho.message('맞는 시계로')).toBeVisible()
  await minji.goOffline()
  await setClock(minji, aheadMs + 4 * dayMs)
  await minji.say('나흘 빠르게')
  await minji.say('그 뒤로도 빠르게')
  expect(await monthsOn(minji.page)).toContain(monthOf(relayNow() + 4 * dayMs))
  await setClock(minji, aheadMs - 365 * dayMs)
  await minji.say('한 해나 늦게')
  await minji.comeBack()
  await minji.mendPeers()
  const said = ['맞는 시계로', '나흘 빠르게', '그 뒤로도 빠르게', '한 해나 늦게']
  for (const person of [minji, junho]) {
    await expect.poll(() => textsOf(person.page), { timeout: 60_000 }).toEqual(said)
    for (const text of said) await expectPrintedNow(person, text)
  }
  // Nothing waits, and nothing is refused.
  for (const text of said) await expect(minji.message(text)).toHaveAccessibleName(/보관됨|읽음/)
  await junho.say('이제 답')
  await expect.poll(() => textsOf(minji.page)).toEqual([...said, '이제 답'])
  expect(await monthsOn(junho.page)).not.toContain(monthOf(relayNow() + 4 * dayMs))
})

test('[C3] a clock that jumps in the middle of talking is found out within seconds', async ({ pair }) => {
  const { minji, junho } = pair
  await minji.say('앞')
  await expect(junho.message('앞')).toBeVisible()
  for (const [jumpMs, text, answer] of [
    [dayMs, '하루 뒤로', '첫 답'],
    [-365 * dayMs, '한 해 앞으로', '둘째 답'],
  ] as const) {
    const asked = minji.page.waitForRequest(inbox)
    await setClock(minji, aheadMs + jumpMs)
    await (await asked).response()
    await minji.say(text)
    await expect(junho.message(text)).toBeVisible()
    await junho.say(answer)
    await expect(minji.message(answer)).toBeVisible()
    await expectPrintedNow(junho, text)
  }
  const said = ['앞', '하루 뒤로', '첫 답', '한 해 앞으로', '둘째 답']
  for (const { page } of [minji, junho]) expect(await textsOf(page)).toEqual(said)
})

test('[C3] started offline with a clock a year behind: the room is as it was, and what is written stands below it', async ({
  pair,
}) => {
  const { minji, junho } = pair
  await junho.say('어제 한 말')
  await expect(minji.message('어제 한 말')).toBeVisible()
  await minji.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await minji.goOffline()
  await setClock(minji, aheadMs - 365 * dayMs)
  await minji.reload()
  await expect(minji.message('어제 한 말')).toBeVisible()
  await minji.say('오늘 쓴 말')
  expect(await textsOf(minji.page)).toEqual(['어제 한 말', '오늘 쓴 말'])
  await minji.comeBack()
  for (const { page } of [minji, junho]) {
    await expect.poll(() => textsOf(page), { timeout: 60_000 }).toEqual(['어제 한 말', '오늘 쓴 말'])
  }
  await expectPrintedNow(junho, '오늘 쓴 말')
})
