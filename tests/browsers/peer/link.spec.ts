import { ask, expect, newDocument, openAs, test, write } from './fixture.ts'

test('a backlog of 5 MB arrives in pieces, over the data channel, from the account that greeted', async ({ two }) => {
  const { minji, junho } = two
  const name = newDocument()
  await openAs(minji, name, { person: 'minji' })
  const total = await write(minji, name, 80, 64_000)
  await openAs(junho, name, { person: 'junho' })
  await expect.poll(() => ask(junho, 'count', name), { timeout: 20_000 }).toBe(total)
  expect(await ask(junho, 'pending', name)).toBe(false)
  const stats = await ask(junho, 'statsOf', name)
  expect(stats).toMatchObject({ dtls: 'connected', account: await minji.evaluate(() => peers.people.minji) })
  expect(stats.channelBytes).toBeGreaterThan(5_000_000)
  // A live message after it, both ways.
  await write(junho, name)
  await expect.poll(() => ask(minji, 'count', name)).toBe(total + 1)
  expect([await ask(minji, 'endings', name), await ask(junho, 'endings', name)]).toEqual([[], []])
})

test('a link that was cut is dialled again and catches up', async ({ two }) => {
  const { minji, junho } = two
  const name = newDocument()
  await openAs(minji, name, { person: 'minji' })
  await openAs(junho, name, { person: 'junho' })
  await expect.poll(() => ask(minji, 'links', name)).toBe(1)
  for (let n = 1; n <= 3; n++) {
    await Promise.all([ask(minji, 'cut', name), ask(junho, 'cut', name)])
    await write(minji, name)
    await expect.poll(() => ask(junho, 'count', name), { timeout: 20_000 }).toBe(n)
  }
})

test('a device that connects and never syncs is replaced within 3 s, and the next link syncs', async ({ two }) => {
  const { minji, junho } = two
  const name = newDocument()
  await openAs(minji, name, { person: 'minji' })
  await write(minji, name)
  await openAs(junho, name, { person: 'junho', muteLinks: 1 })
  await expect.poll(() => ask(junho, 'count', name)).toBe(1)
  const [first = 0, second = Infinity] = await ask(minji, 'openedAtMs', name)
  expect(second - first).toBeLessThan(3_000)
  expect((await ask(minji, 'endings', name))[0]).toMatch(/^(never-synced|lost)$/)
})
