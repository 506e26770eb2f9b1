/**
 * `npm run bench`: measures everything side by side and writes docs/benchmarks.md. `npm run bench -- --quick` runs the same in a
 * minute and only prints. Further words choose sections: `npm run bench -- --quick delivery`.
 */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { fullSize, quickSize } from './benchSize.ts'
import { browserSection } from './browsers/browserSection.ts'
import { catchUpSection } from './delivery/catchUpSection.ts'
import { deliverySection } from './delivery/deliverySection.ts'
import { sayLoad, sayMachine } from './machine.ts'
import { messagesSection } from './messages/messagesSection.ts'
import { monthsSection } from './months/monthsSection.ts'
import { reportToMarkdown } from './report/reportToMarkdown.ts'
import { sectionToMarkdown } from './report/sectionToMarkdown.ts'
import type { Section } from './report/section.ts'

const benches = {
  messages: messagesSection,
  months: monthsSection,
  delivery: deliverySection,
  catchup: catchUpSection,
  browsers: browserSection,
}

const words = process.argv.slice(2)
const isQuick = words.includes('--quick')
const chosen = words.filter(word => !word.startsWith('--'))
const unknown = [
  ...chosen.filter(word => !Object.hasOwn(benches, word)),
  ...words.filter(word => word.startsWith('--') && word !== '--quick'),
]
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(' ')}. There is --quick, and: ${Object.keys(benches).join(' ')}`)
  process.exit(2)
}

/** One that fails does not take the others along; the report says so in its place. */
const failedSection = (name: string, error: unknown): Section => {
  console.error(error)
  const why = error instanceof Error ? error.message : String(error)
  return { title: name, about: [`**Not measured**: ${why}.`], tables: [], verdicts: [] }
}

// What was started goes with us, however we are asked to go.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

const loadBefore = sayLoad()
console.log(`${sayMachine()}. Load average ${loadBefore}.\n`)
const sections: Section[] = []
for (const [name, bench] of Object.entries(benches)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue
  const startedMs = performance.now()
  const section = await bench(isQuick ? quickSize : fullSize).catch((error: unknown) => failedSection(name, error))
  console.log(`(${name}: ${Math.round((performance.now() - startedMs) / 1000)} s)\n`)
  console.log(`${sectionToMarkdown(section)}\n`)
  sections.push(section)
}
if (isQuick || chosen.length > 0) {
  console.log('Not kept: only a full run writes docs/benchmarks.md.')
} else {
  const path = fileURLToPath(new URL('../../docs/benchmarks.md', import.meta.url))
  const date = new Date().toISOString().slice(0, 16).replace('T', ' ')
  const load = `Load average before ${loadBefore}, after ${sayLoad()}; the benches themselves are part of the second.`
  await writeFile(path, reportToMarkdown({ date: `${date} UTC`, machine: sayMachine(), load, sections }))
  console.log(`Written: ${path}`)
}
