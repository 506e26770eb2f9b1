/** What `npm test` and `npm run soak` share: both runners, and the sum of what they really counted. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildClient, root } from '../relay/bin/buildClient.mjs'
import { findBrowser } from './findBrowser.mjs'

const tests = dirname(fileURLToPath(import.meta.url))
const readJson = path => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null)

/** @param folder where results go, emptied first @param env what the runners find in their environment besides ours */
export const makeRunners = ({ folder, env = {} }) => {
  const results = join(tests, folder)
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  let passed = 0
  let failed = 0

  const run = (title, script, args, options = {}) => {
    console.log(`\n── ${title}`)
    return (
      spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
        cwd: root,
        stdio: 'inherit',
        ...options,
        env: { ...process.env, ...env, ...options.env },
      }).status === 0
    )
  }
  const count = (good, bad, ranWell) => {
    passed += good
    // A runner that fell over without naming a failing test still failed.
    failed += bad || (ranWell ? 0 : 1)
  }

  return {
    /** One program that either agrees or does not: formatter, linter, compiler. */
    check: (title, script, args) => {
      const good = run(title, script, args)
      count(good ? 1 : 0, good ? 0 : 1, good)
    },
    /** @param args file filters and options of vitest */
    vitest: (title, args, reporter) => {
      const json = join(results, 'vitest.json')
      const well = run(
        title,
        'vitest/vitest.mjs',
        ['run', `--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${json}`, ...args],
        { env: { NO_COLOR: '1' } },
      )
      const counts = readJson(json)
      count(counts?.numPassedTests ?? 0, counts?.numFailedTests ?? 0, well)
    },
    /** Builds the client first: browsers see what people get. @param args file filters and options of Playwright */
    playwright: (title, args) => {
      const browser = findBrowser({ installIfMissing: true })
      buildClient()
      const json = join(results, 'playwright.json')
      const well = run(
        title,
        '@playwright/test/cli.js',
        ['test', '--config', join(tests, 'playwright.config.ts'), '--output', join(results, 'browsers'), ...args],
        { cwd: tests, env: { CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: json } },
      )
      const counts = readJson(json)?.stats
      count(counts?.expected ?? 0, (counts?.unexpected ?? 0) + (counts?.flaky ?? 0), well)
    },
    /** Prints the sum and ends the process. */
    finish: () => {
      console.log(`\n${passed} passed, ${failed} failed`)
      process.exit(failed === 0 ? 0 : 1)
    },
  }
}
