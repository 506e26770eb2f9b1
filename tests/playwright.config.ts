import { defineConfig } from '@playwright/test'

/** Real Chromium, as root in a container too; without the background flags it calls out to hosts that are none of our business. */
export default defineConfig({
  testDir: './browsers',
  outputDir: './test-results/browsers',
  // Limits for a machine of two busy cores, not expectations: whatever is waited for is a state, seen as soon as it is there.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  // A retry hides the cause of a flake.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ['json']],
  use: {
    // A press that finds nothing to press says so itself, long before its test is given up.
    actionTimeout: 40_000,
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Peers of one machine find each other by address; mDNS names need a responder that a container has not. The others are the
        // address bar's popups: Chromium 156 starts two renderers for them with every window, half of what an empty page costs.
        '--disable-features=WebRtcHideLocalIpsWithMdns,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup',
      ],
    },
  },
})
