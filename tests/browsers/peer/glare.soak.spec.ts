import { countOf } from '../../counts.ts'
import { ask, expect, newDocument, openAs, test, write } from './fixture.ts'

test('two devices that announce themselves in the same moment sync, every time', async ({ two, served }) => {
  const { minji, junho } = two
  const times = countOf(200)
  let dials = 0
  for (let n = 0; n < times; n++) {
    const name = newDocument()
    served.holdUntil(name, 2)
    await Promise.all([openAs(minji, name, { person: 'minji' }), openAs(junho, name, { person: 'junho' })])
    await Promise.all([write(minji, name), write(junho, name)])
    for (const page of [minji, junho]) {
      await expect.poll(() => ask(page, 'count', name), { message: `announcement ${n}` }).toBe(2)
      dials += (await ask(page, 'openedAtMs', name)).length
      // Five hundred connections are all that a browser allows.
      await ask(page, 'leave', name)
    }
  }
  console.log(`${times} simultaneous announcements synced over ${dials / 2} links`)
})

test('six devices that meet at once all sync, and hear what each writes afterwards', async ({ meet, served }) => {
  const names = ['minji', 'junho', 'seoyeon', 'doyun', 'jiwoo', 'haneul'] as const
  for (let n = 0; n < countOf(20); n++) {
    const pages = await meet(names.length)
    const name = newDocument()
    served.holdUntil(name, names.length)
    await Promise.all(pages.map((page, at) => openAs(page, name, { person: names[at] ?? 'minji' })))
    await Promise.all(pages.map(page => write(page, name)))
    for (const page of pages) await expect.poll(() => ask(page, 'count', name)).toBe(names.length)
    await Promise.all(pages.map(page => write(page, name)))
    for (const page of pages) {
      await expect.poll(() => ask(page, 'count', name)).toBe(2 * names.length)
      expect(await ask(page, 'links', name)).toBeGreaterThan(0)
      expect((await ask(page, 'endings', name)).filter(ending => ending.startsWith('refused'))).toEqual([])
    }
    await Promise.all(pages.map(page => page.context().close()))
  }
})
