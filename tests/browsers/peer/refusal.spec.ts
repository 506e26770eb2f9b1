import { ask, expect, newDocument, openAs, test, write } from './fixture.ts'

const refusedForMs = 3_000

test('a message the guard refuses ends the link, nothing of it is delivered, and the device is left alone for a while', async ({
  two,
}) => {
  const { minji, junho } = two
  const name = newDocument()
  await openAs(minji, name, { person: 'minji' })
  await openAs(junho, name, { person: 'junho', limits: { refusedForMs } })
  await expect.poll(() => ask(junho, 'links', name)).toBe(1)
  await junho.evaluate(name => peers.setGuard(name, 'refusing'), name)
  await write(minji, name)
  await expect.poll(() => ask(junho, 'endings', name)).toEqual(['refused: forged'])
  const refusedAt = Date.now()
  expect([await ask(junho, 'count', name), await ask(junho, 'links', name)]).toEqual([0, 0])
  // y-webrtc still counts it, so it does not dial; minji's attempts meet nobody.
  expect(await ask(junho, 'known', name)).toBe(1)
  await junho.evaluate(name => peers.setGuard(name, 'honest'), name)
  await expect.poll(() => ask(junho, 'count', name), { timeout: 30_000 }).toBe(1)
  expect(Date.now() - refusedAt).toBeGreaterThan(refusedForMs - 500)
})

for (const [title, opening] of [
  ['of a stranger', { person: 'stranger' }],
  ["with another's name", { person: 'junho', hello: 'stolen' }],
  ['for other certificates', { person: 'junho', hello: 'elsewhere' }],
] as const) {
  test(`a hello ${title} is refused before anything is said`, async ({ two }) => {
    const { minji, junho } = two
    const name = newDocument()
    await openAs(minji, name, { person: 'minji', limits: { refusedForMs } })
    await write(minji, name)
    await openAs(junho, name, opening)
    await expect.poll(() => ask(minji, 'endings', name)).toEqual(['refused: its hello was not accepted'])
    expect([await ask(minji, 'links', name), await ask(junho, 'count', name)]).toEqual([0, 0])
  })
}
