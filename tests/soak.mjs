/**
 * `npm run soak`: the tests that repeat themselves (`*.soak.*`, see counts.ts), with their full counts. Hours on two cores.
 * `npm run soak -- killed` runs those whose path has that word; `SEED=123` in front runs one seed again.
 */
import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeRunners } from './runners.mjs'

const tests = dirname(fileURLToPath(import.meta.url))
const words = process.argv.slice(2)
const asked = path => words.length === 0 || words.some(word => path.includes(word))
const filesOf = kind => globSync(`**/*.soak.${kind}.ts`, { cwd: tests }).filter(asked).sort()

const runners = makeRunners({ folder: 'test-results/soak', env: { SOAK: '1' } })
// A full count takes as long as it takes; every wait inside a test keeps its own limit.
const limitMs = 6 * 3_600_000

const withoutBrowser = filesOf('test')
if (withoutBrowser.length > 0) {
  const args = [...withoutBrowser.map(path => `tests/${path}`), `--testTimeout=${limitMs}`]
  runners.vitest('soak: relay, convergence', args, 'verbose')
}
const inBrowsers = filesOf('spec')
if (inBrowsers.length > 0) runners.playwright('soak: browsers', [...inBrowsers, `--timeout=${limitMs}`])
if (withoutBrowser.length + inBrowsers.length === 0) {
  console.error(`no soak test has ${words.map(word => JSON.stringify(word)).join(' or ')} in its path`)
  process.exit(2)
}
runners.finish()
