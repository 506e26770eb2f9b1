import type { Page } from '@playwright/test'
import { chanceOf, type Chance } from '../../../chance.ts'
import { countOf, pickSeed } from '../../../counts.ts'
import { makeDeck } from '../../../makeDeck.ts'
import { readTimeline } from '../readTimeline.ts'
import { expect, test } from '../town.ts'
import { endPage, waysToEnd } from './endPage.ts'
import { openRoomPage, settleRoomPage, type RoomPage } from './openRoomPage.ts'
import { watchAccepted } from './tellAccepted.ts'

/** Two tests of half the kills each, so that both cores have one. */
const halves = 2
const kills = countOf(100, 6)
const seed = pickSeed()

/** The next start has the relay, or has nothing. */
const endings = waysToEnd.flatMap(how => [true, false].map(isCut => ({ how, isCut })))

/** As many of the newest words as stand near the end of the timeline and are looked for at each start. */
const recent = 10

/** Up to 25 ms after the last key press: its journal record is committed in some of these moments and not in others. */
const maxPauseMs = 25

/** Presses keys without waiting for what they do, and goes on in the middle of it. */
const typeHastily = async (page: Page, words: readonly string[], chance: Chance): Promise<void> => {
  // A page that dies answers nothing any more.
  const press = (work: Promise<void>) => void work.catch(() => undefined)
  for (const word of words) {
    press(page.keyboard.insertText(word))
    // Some are never sent: then the composer has to hold them.
    if (chance.below(8) > 0) press(page.keyboard.press('Enter'))
    else break
  }
  const pauseMs = words.length * chance.below(20) + chance.below(maxPauseMs)
  await new Promise(resolve => setTimeout(resolve, pauseMs))
}

/** Which of these words are neither in the timeline nor in the composer. */
const missingFrom = async (room: RoomPage, words: readonly string[]): Promise<readonly string[]> => {
  const [shown, composed] = [await room.shown(), await room.composed()]
  return words.filter(word => !shown.includes(word) && !composed.includes(word))
}

const missing = (there: readonly string[], wanted: Iterable<string>): readonly string[] => {
  const known = new Set(there)
  return [...wanted].filter(text => !known.has(text))
}

for (let half = 0; half < halves; half++) {
  test(`[C3] killed, closed or reloaded in the middle of sending, every word is in the timeline or the composer (${half + 1})`, async ({
    friends,
  }) => {
    const { minji, junho } = friends
    const chance = chanceOf(seed + half)
    console.log(`killed: seed ${seed}, half ${half + 1}, ${kills} kills`)
    await minji.say('먼저')
    await expect(junho.message('먼저')).toBeVisible()
    await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
    const url = minji.page.url()
    await minji.page.close()
    const accepted = await watchAccepted(minji.context)
    const did = { kill: 0, close: 0, reload: 0, reachable: 0, cut: 0, taken: 0, unsent: 0, twice: 0 }

    const promised: string[] = []
    const draw = makeDeck(endings, chance)
    let room = await openRoomPage(minji.context, url)
    for (let round = 0; round < kills; round++) {
      const words = Array.from({ length: 1 + chance.below(4) }, (_, at) => `말 ${round}-${at}.`)
      await typeHastily(room.page, words, chance)
      const { how, isCut } = draw()
      const going = await endPage(room.page, how)
      did[how]++
      did[isCut ? 'cut' : 'reachable']++
      if (isCut) minji.wire.cut('refusing')
      else minji.wire.mend()

      const told = words.filter(word => accepted.composed.some(text => text.includes(word)))
      did.taken += words.filter(word => accepted.taken.some(text => text.includes(word))).length
      promised.push(...told)
      // Those of earlier rounds too: what was sent again a moment ago may still be on its way to the disk.
      const held = promised.slice(-recent)
      room = going === null ? await openRoomPage(minji.context, url) : await settleRoomPage(going)
      await expect
        .poll(() => missingFrom(room, held), {
          message: `round ${round}, ${how}, next start ${isCut ? 'cut' : 'reachable'}`,
        })
        .toEqual([])

      const left = await room.composed()
      const shown = await room.shown()
      const unsent = held.filter(word => left.includes(word) && !shown.includes(word))
      did.unsent += unsent.length
      did.twice += held.filter(word => left.includes(word) && shown.includes(word)).length
      for (const word of unsent) await room.say(word)
      if (round % 25 === 24) console.log(`killed: half ${half + 1}, round ${round + 1}, ${JSON.stringify(did)}`)
      if (unsent.length === 0 && left !== '') await room.page.getByRole('textbox', { name: /메시지 쓰기/ }).fill('')
    }
    console.log(`killed: ${JSON.stringify(did)}, ${promised.length} words promised, ${accepted.painted.length} painted`)
    // A page that is killed early enough has promised nothing yet.
    expect(promised.length).toBeGreaterThan(kills / 3)
    for (const one of [did.kill, did.reachable, did.cut, did.taken]) expect(one).toBeGreaterThan(0)

    minji.wire.mend()
    await room.page.evaluate(() => dispatchEvent(new Event('online')))
    await expect(room.page.getByRole('log').getByRole('article').last()).toHaveAccessibleName(/보관됨|읽음/)
    await room.page.reload()
    await settleRoomPage(room.page)
    // A page may have died before it could tell what it had accepted, never the other way round.
    const wanted = new Set([...promised, ...accepted.painted.filter(text => text.startsWith('말'))])
    for (const page of [room.page, junho.page]) {
      const seen = async () => (await readTimeline(page)).map(({ text }) => text).filter(text => text.startsWith('말'))
      await expect.poll(async () => missing(await seen(), wanted), { timeout: 60_000 }).toEqual([])
      expect(new Set(await seen()).size).toBe((await seen()).length)
    }
  })
}
