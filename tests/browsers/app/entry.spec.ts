import { expect, test } from '@playwright/test'
import { budgetKb, measureEntry } from '../../../client/scripts/measureEntry.mjs'

test(`what comes before the chats list weighs at most ${budgetKb} kB of gzip, and none of it opens rooms`, () => {
  const { files, totalKb } = measureEntry()
  console.log(`${totalKb.toFixed(1)} kB in ${files.length} files`)
  // The page, the screens and the words at least: a manifest that lost them would weigh little.
  expect(files.length).toBeGreaterThan(5)
  expect(files.map(({ file }) => file).filter(file => /Conversation|loadReplica|openPeerLink/.test(file))).toEqual([])
  expect(totalKb, files.map(({ file, kb }) => `${kb.toFixed(1)} ${file}`).join('\n')).toBeLessThanOrEqual(budgetKb)
})
