import { ask, expect, newDocument, openAs, test, write } from './fixture.ts'

const MiB = 1024 * 1024
const maxQueuedBytes = 4 * MiB

test('a reader that does not keep up bounds the sender; the link ends once, and the next one syncs', async ({
  two,
}) => {
  const { minji, junho } = two
  const name = newDocument()
  await openAs(minji, name, { person: 'minji', limits: { maxQueuedBytes } })
  await openAs(junho, name, { person: 'junho' })
  await expect.poll(() => ask(minji, 'links', name)).toBe(1)
  await junho.evaluate(name => peers.setGuard(name, 'blocked'), name)
  let total = 0
  for (let n = 0; n < 16; n++) {
    total = await write(minji, name, 16, 64_000)
    if ((await ask(minji, 'endings', name)).length > 0) break
  }
  await expect.poll(() => ask(minji, 'endings', name)).toEqual(['too-slow'])
  const peak = await ask(minji, 'peak', name)
  expect(peak.unacknowledged).toBeGreaterThan(3 * MiB)
  expect(peak.unacknowledged).toBeLessThanOrEqual(4 * MiB)
  expect(peak.queued).toBeLessThanOrEqual(maxQueuedBytes + MiB)
  // One window that was given back before the guard stopped taking, and one more.
  expect((await ask(junho, 'peak', name)).waiting).toBeLessThanOrEqual(8 * MiB + MiB / 8)
  await junho.evaluate(name => peers.setGuard(name, 'honest'), name)
  await expect.poll(() => ask(junho, 'count', name), { timeout: 30_000 }).toBe(total)
})

test('a backlog beyond what may queue still arrives, drawn piece by piece', async ({ two }) => {
  const { minji, junho } = two
  const name = newDocument()
  await openAs(minji, name, { person: 'minji', limits: { maxQueuedBytes: MiB } })
  const total = await write(minji, name, 160, 64_000)
  await openAs(junho, name, { person: 'junho' })
  await expect.poll(() => ask(junho, 'count', name), { timeout: 30_000 }).toBe(total)
  expect(await ask(minji, 'endings', name)).toEqual([])
  expect((await ask(minji, 'peak', name)).queued).toBeLessThan(2 * MiB)
})
