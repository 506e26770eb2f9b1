import { isInFolder, sealedBy, tracesOn } from './findTraces.ts'
import { openTown } from './openTown.ts'
import type { Person } from './person.ts'
import { expect, test } from './town.ts'

/** Long, so that its row is the largest new one. */
const long = (word: string): string => `${word} 지울 글 `.repeat(60).trim()

const erase = async (person: Person, text: string): Promise<void> => {
  await person.message(text).hover()
  await person.message(text).getByRole('button', { name: '메시지에 할 수 있는 일' }).click()
  await person.page.getByRole('menuitem', { name: '삭제' }).click()
  const dialog = person.page.getByRole('dialog').or(person.page.getByRole('alertdialog'))
  await dialog.getByRole('button', { name: '삭제' }).click()
}
const edit = async (person: Person, text: string, next: string): Promise<void> => {
  await person.message(text).hover()
  await person.message(text).getByRole('button', { name: '메시지에 할 수 있는 일' }).click()
  await person.page.getByRole('menuitem', { name: /고치기|수정/ }).click()
  await person.page.getByRole('textbox', { name: /메시지/ }).fill(next)
  await person.page.keyboard.press('Enter')
  await expect(person.message(next)).toBeVisible()
}
const chats = ({ page }: Person) => page.getByRole('link', { name: /대화/ }).first()

test('[C5] an erased message and its edits are gone from the disks of both devices and of the relay', async ({
  town,
  friends,
}) => {
  const { minji, junho } = friends
  await minji.say('앞의 말')
  await expect(minji.message('앞의 말')).toHaveAccessibleName(/보관|읽음/)
  const sealed = [
    await sealedBy(minji.page, async () => {
      await minji.say(long('먼저'))
      await expect(minji.message('먼저')).toHaveAccessibleName(/보관|읽음/)
    }),
    await sealedBy(minji.page, async () => {
      await edit(minji, '먼저', long('고친'))
      await expect(junho.message('고친 지울 글')).toBeVisible()
      await expect(minji.message('고친')).toHaveAccessibleName(/보관|읽음/)
    }),
  ]
  const isAtRelay = () => isInFolder(town.relay().dataDir, sealed)
  for (const { page } of [minji, junho]) await expect.poll(() => tracesOn(page, sealed, '지울 글')).toContain('sealed')
  await expect.poll(isAtRelay).toBe(true)

  // He is about to answer it: it stands above his field too.
  await junho.message('고친').hover()
  await junho.message('고친').getByRole('button', { name: '메시지에 할 수 있는 일' }).click()
  await junho.page.getByRole('menuitem', { name: '답장' }).click()
  await expect(junho.page.getByRole('button', { name: '답장 그만두기' })).toBeVisible()
  await erase(minji, '고친')
  await expect(junho.message('지울 글')).toHaveCount(0)
  for (const { page } of [minji, junho]) await expect.poll(() => tracesOn(page, sealed, '지울 글')).toEqual([])
  await expect.poll(isAtRelay).toBe(false)
  for (const person of [minji, junho]) {
    await person.reload()
    await expect(person.message('앞의 말')).toBeVisible()
    expect(await tracesOn(person.page, sealed, '지울 글')).toEqual([])
  }
})

test('[C5] erased offline, in a month long over, while the other is away with it: gone from all who come back', async ({
  browser,
}) => {
  // Said forty days ago, by the relay's clock, which the devices follow.
  let agoMs = 40 * 86_400_000
  const town = await openTown({ now: () => Date.now() - agoMs })
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  await Promise.all([minji.signUp(), junho.signUp()])
  await minji.befriend(junho)
  await minji.openRoomWith(junho)
  await junho.openRoomWith(minji)
  const sealed = [
    await sealedBy(minji.page, async () => {
      await minji.say(long('오래된'))
      await expect(junho.message('오래된')).toBeVisible()
      await expect(minji.message('오래된')).toHaveAccessibleName(/보관|읽음/)
    }),
  ]
  await expect.poll(() => tracesOn(junho.page, sealed, '지울 글')).toContain('sealed')
  await chats(junho).click()
  await junho.goOffline()
  const { page: away } = junho
  junho.page = await junho.context.newPage()
  await away.close()

  agoMs = 0
  await town.restart()
  await minji.reload()
  await expect(minji.message('오래된')).toBeVisible()
  await minji.goOffline()
  await erase(minji, '오래된')
  await expect(minji.message('오래된')).toHaveCount(0)
  await minji.comeBack()
  await expect.poll(() => tracesOn(minji.page, sealed, '지울 글'), { timeout: 60_000 }).toEqual([])
  await expect.poll(() => isInFolder(town.relay().dataDir, sealed), { timeout: 60_000 }).toBe(false)

  // He opens the list and no room: what is behind it is brought up to date all the same.
  junho.wire.mend()
  await junho.page.goto('/')
  await expect(chats(junho)).toBeVisible()
  await expect.poll(() => tracesOn(junho.page, sealed, '지울 글'), { timeout: 60_000 }).toEqual([])
  await expect(junho.page.getByRole('link', { name: /민지/ }).first()).toContainText('삭제')
  await town.close()
})

test('[C5] a page that dies in the moment the message goes: nothing of it is left when it opens again', async ({
  friends,
}) => {
  const { minji, junho } = friends
  const sealed = [
    await sealedBy(minji.page, async () => {
      await minji.say(long('잠깐'))
      await expect(junho.message('잠깐')).toBeVisible()
    }),
  ]
  await erase(minji, '잠깐')
  await expect(junho.message('잠깐')).toHaveCount(0, { timeout: 20_000 })
  const url = junho.page.url()
  const crashed = new Promise(resolve => junho.page.once('crash', resolve))
  const session = await junho.context.newCDPSession(junho.page)
  // Never answers: there is nobody left to.
  session.send('Page.crash').catch(() => undefined)
  await crashed
  await junho.page.close()
  junho.page = await junho.context.newPage()
  await junho.page.goto(url)
  await expect.poll(() => tracesOn(junho.page, sealed, '지울 글'), { timeout: 30_000 }).toEqual([])
})
