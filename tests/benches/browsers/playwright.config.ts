import { defineConfig } from '@playwright/test'
import config from '../../playwright.config.ts'

/** One browser at a time, and nothing else: what is measured here must not be disturbed by ourselves. */
export default defineConfig({
  ...config,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../../test-results/benches',
  timeout: 280_000,
  expect: { timeout: 60_000 },
  workers: 1,
  reporter: 'line',
})
