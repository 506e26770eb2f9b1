import { expect, test } from '@playwright/test'
import { openTown } from './openTown.ts'

test('[C1] two people sign up, become friends and talk', async ({ browser }) => {
  const town = await openTown()
  const minji = await town.person(browser, 'minji')
  const junho = await town.person(browser, 'junho')
  minji.page.on('console', m => console.log('minji:', m.type(), m.text()))
  minji.page.on('pageerror', e => console.log('minji error:', e.message, e.stack))
  await minji.signUp()
  await junho.signUp()
  await minji.befriend(junho)
  await minji.openRoomWith(junho)
  await junho.openRoomWith(minji)
  await minji.say('준호야, 창밖 봤어?')
  await expect(junho.message('준호야, 창밖 봤어?')).toBeVisible()
  await junho.say('우와 진짜 예쁘다')
  await expect(minji.message('우와 진짜 예쁘다')).toBeVisible()
  await town.close()
})
