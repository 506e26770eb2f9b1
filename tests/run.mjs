/**
 * `npm test`: everything, in order of how fast it can fail. Prints the real counts of both runners at the end.
 * `npm test -- browsers/talk` runs only the browser tests whose path has those words.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildClient, root } from '../relay/bin/buildClient.mjs'
import { findBrowser } from './findBrowser.mjs'

const tests = dirname(fileURLToPath(import.meta.url))
const results = join(tests, 'test-results')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })

const run = (title, script, args, options = {}) => {
  console.log(`\n── ${title}`)
  return (
    spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
      cwd: root,
      stdio: 'inherit',
      ...options,
    }).status === 0
  )
}
const readJson = path => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

const only = process.argv.slice(2)
let passed = 0
let failed = 0
const count = (good, bad, ranWell) => {
  passed += good
  // A runner that fell over without naming a failing test still failed.
  failed += bad || (ranWell ? 0 : 1)
}

const tsc = 'typescript/bin/tsc'
if (only.length === 0) {
  for (const [title, script, args] of [
    ['format', 'oxfmt/bin/oxfmt', ['--check', '.']],
    ['lint', 'oxlint/bin/oxlint', ['--deny-warnings']],
    ...['shared', 'shared/tsconfig.test.json', 'relay', 'client', 'tests'].map(project => [
      `types: ${project}`,
      tsc,
      ['-p', project],
    ]),
  ]) {
    const good = run(title, script, args)
    count(good ? 1 : 0, good ? 0 : 1, good)
  }
  const vitestJson = join(results, 'vitest.json')
  const vitestWell = run(
    'unit, relay, convergence, docs',
    'vitest/vitest.mjs',
    ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestJson}`],
    { env: { ...process.env, NO_COLOR: '1' } },
  )
  const vitest = readJson(vitestJson)
  count(vitest?.numPassedTests ?? 0, vitest?.numFailedTests ?? 0, vitestWell)
}

const browser = findBrowser({ installIfMissing: true })
buildClient()
const playwrightJson = join(results, 'playwright.json')
const browsersWell = run(
  'browsers',
  '@playwright/test/cli.js',
  ['test', '--config', join(tests, 'playwright.config.ts'), ...only],
  {
    cwd: tests,
    env: { ...process.env, CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightJson },
  },
)
const stats = readJson(playwrightJson)?.stats
count(stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0), browsersWell)

console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
