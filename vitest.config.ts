import { defineConfig } from 'vitest/config'

/** Everything that runs without a browser. Browsers are Playwright's (tests/browsers). */
export default defineConfig({
  test: {
    include: [
      'shared/**/*.test.ts',
      'relay/**/*.test.ts',
      'client/**/*.test.ts',
      'tests/{relay,convergence,docs,vectors,benches}/**/*.test.ts',
    ],
    environment: 'node',
    // Stylesheets are empty in tests but for the palette, whose contrast is recomputed (client/src/ui/tokens.test.ts).
    css: { include: [/tokens\.css/] },
    // One real test run shares two cores with browsers; a slow machine is not a failing one.
    testTimeout: 20_000,
    // Vitest would leave a core free; the relay's tests mostly wait for disks, processes and timers.
    maxWorkers: 2,
  },
})
