import { countOf } from '../../counts.ts'
import { closeTab, expect, missingFrom, numbered, reopen, test } from './fixture.ts'

const each = countOf(2_000, 100)

test('two tabs write at once and neither loses anything', async ({ openTab }) => {
  const tabs = [await reopen(openTab), await reopen(openTab)]
  const results = await Promise.all(
    tabs.map(({ tab }, n) => tab.evaluate(ids => device.writes(ids), numbered(`tab${n}-`, each))),
  )
  const written = results.flatMap(result => result.written)
  expect(written).toHaveLength(2 * each)
  for (const { tab } of tabs) await closeTab(tab)
  const again = await reopen(openTab)
  expect(missingFrom(again.ids, written)).toEqual([])
})
