import type { Person } from './person.ts'
import { readTimeline } from './readTimeline.ts'
import { expect, test } from './town.ts'

const count = 50
const wordsOf = (name: string) => Array.from({ length: count }, (_, at) => `${name} ${String(at + 1).padStart(2, '0')}`)

/** The next start has no network at all: the page, the account and the room come from this device. */
const restartOffline = async (person: Person, seen: string): Promise<void> => {
  await person.goOffline()
  await person.reload()
  await person.cutPeers()
  await expect(person.message(seen)).toBeVisible()
}

for (const meeting of ['peers', 'relay'] as const) {
  test(`[C3] written offline on two devices that restart offline, met by ${meeting} only: one timeline, nothing twice`, async ({
    friends,
  }) => {
    test.setTimeout(240_000)
    const { minji, junho } = friends
    await minji.say('처음')
    await expect(junho.message('처음')).toBeVisible()
    for (const person of [minji, junho]) {
      await person.page.evaluate(async () => void (await navigator.serviceWorker.ready))
      await restartOffline(person, '처음')
    }
    const written: string[] = []
    for (const [person, name] of [
      [minji, '민지'],
      [junho, '준호'],
    ] as const) {
      for (const word of wordsOf(name)) await person.say(word)
      // Written: each is in the journal and waits there.
      await expect(person.page.getByText(`메시지 ${count}개가 기다리고 있어요`).first()).toBeVisible()
      written.push(...wordsOf(name))
      await person.reload()
      await person.cutPeers()
      await expect(person.message(`${name} ${count}`)).toBeVisible()
      await expect(person.message(`${name} ${count}`)).toHaveAccessibleName(/대기 중/)
    }

    for (const person of [minji, junho]) {
      if (meeting === 'peers') {
        person.wire.cut('no-sync')
        await person.mendPeers()
        await person.page.evaluate(() => dispatchEvent(new Event('online')))
      } else await person.comeBack()
    }
    for (const person of [minji, junho]) {
      await expect(person.message(`준호 ${count}`)).toBeVisible({ timeout: 60_000 })
      const unkept = async () =>
        (await readTimeline(person.page)).filter(({ label }) => /기록됨|대기 중/.test(label)).length
      await expect.poll(unkept, { timeout: 60_000 }).toBe(0)
    }
    const seen = (await readTimeline(minji.page)).map(({ text }) => text)
    expect(seen).toHaveLength(1 + 2 * count)
    expect(new Set(seen)).toEqual(new Set(['처음', ...written]))
    expect((await readTimeline(junho.page)).map(({ text }) => text)).toEqual(seen)

    // And once more by the other way: what both have already does not come twice.
    for (const person of [minji, junho]) {
      if (meeting === 'peers') {
        await person.cutPeers()
        await person.comeBack()
      } else {
        person.wire.cut('no-sync')
        await person.mendPeers()
      }
    }
    await minji.say('다시 만나서')
    await expect(junho.message('다시 만나서')).toBeVisible({ timeout: 30_000 })
    for (const person of [minji, junho]) {
      expect((await readTimeline(person.page)).map(({ text }) => text)).toEqual([...seen, '다시 만나서'])
    }
  })
}

test('[C3] a page that dies right after a message is sent loses no word: it is in the timeline, or the composer still holds it', async ({
  friends,
}) => {
  test.setTimeout(120_000)
  const { minji } = friends
  await minji.say('먼저 한 말')
  await expect(minji.message('먼저 한 말')).toHaveAccessibleName(/보관|읽음/)
  await minji.page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await minji.goOffline()
  const words = wordsOf('급히').slice(0, 15)
  for (const word of words) await minji.say(word)
  // In the very moment of the last key press: nothing is waited for.
  await minji.reload()
  await minji.cutPeers()
  await expect(minji.page.getByRole('log').getByRole('article').first()).toBeVisible()
  const left = await minji.page.getByRole('textbox', { name: /메시지 쓰기/ }).inputValue()
  const shown = new Set((await readTimeline(minji.page)).map(({ text }) => text))
  for (const word of words) expect(shown.has(word) || left.split('\n').includes(word), word).toBe(true)
})
