import { chanceOf } from '../../chance.ts'
import { countOf, pickSeed } from '../../counts.ts'
import { makeDeck } from '../../makeDeck.ts'
import { closeTab, expect, killTab, missingFrom, numbered, reopen, test } from './fixture.ts'

const rounds = countOf(300, 15)
const faults = ['abort', 'close', 'garbage', 'delete', 'kill', 'restart', 'compact', 'none'] as const

test('faults of every kind in any order cost nothing that was called written', async ({ openTab }) => {
  const seed = pickSeed()
  const chance = chanceOf(seed)
  console.log(`mixed faults: seed ${seed}, ${rounds} rounds`)
  const draw = makeDeck(faults, chance)
  const did: Record<string, number> = {}
  const written = new Set<string>()
  let { tab } = await reopen(openTab)
  const start = async () => {
    const opened = await reopen(openTab)
    expect(opened.loaded).toBe('ok')
    expect(missingFrom(opened.ids, [...written])).toEqual([])
    tab = opened.tab
  }
  const write = async (prefix: string, count: number) => {
    const told = await tab.evaluate(ids => device.writes(ids), numbered(prefix, count))
    for (const id of told.written) written.add(id)
  }
  for (let round = 0; round < rounds; round++) {
    await write(`r${round}-a`, 1 + chance.below(5))
    const fault = draw()
    did[fault] = (did[fault] ?? 0) + 1
    switch (fault) {
      case 'abort':
        await tab.evaluate(count => device.faults.abortNext(device.documentDatabase, count), 1 + chance.below(3))
        break
      case 'close':
        await tab.evaluate(() => device.faults.closeUnderneath(device.documentDatabase))
        break
      case 'garbage':
        await tab.evaluate(
          how => device.faults.addRow(device.documentDatabase, how),
          chance.oneOf(['garbage', 'cut', 'text', 'empty', 'nothing'] as const),
        )
        break
      case 'delete':
        await tab.evaluate(() => device.faults.delete(device.documentDatabase))
        break
      case 'kill':
        await killTab(tab)
        await start()
        break
      case 'restart':
        await closeTab(tab)
        await start()
        break
      case 'compact':
        await tab.evaluate(() => device.eraseOne())
        break
      case 'none':
        break
    }
    await write(`r${round}-b`, chance.below(4))
    // Whatever was refused for the moment is repeated by itself.
    await expect.poll(() => tab.evaluate(() => device.committed())).toBe('ok')
  }
  await closeTab(tab)
  await start()
  console.log(`mixed faults: ${JSON.stringify(did)}, ${written.size} called written`)
  expect(written.size).toBeGreaterThan(rounds)
  expect(Object.keys(did).toSorted()).toEqual([...faults].toSorted())
})
