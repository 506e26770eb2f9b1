/**
 * The Chromium that browser tests drive: CHROMIUM from the environment, a system one, or Playwright's own. Where none is there
 * it is installed with Korean fonts: by apt-get as root on Debian and its kin, by Playwright elsewhere.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { chromium } from '@playwright/test'

const candidates = () => [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  chromium.executablePath(),
]
const found = () => candidates().find(path => path && existsSync(path))
const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0
const isRootOnDebian = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')

/** Without a Korean font the app still works, but screenshots and widths are of boxes. */
const hasKoreanFonts = () =>
  process.platform !== 'linux' ||
  spawnSync('fc-list', [':lang=ko', 'family']).stdout?.length > 0 ||
  (existsSync('/usr/share/fonts/truetype') && readdirSync('/usr/share/fonts/truetype').includes('nanum'))

/** Returns the path of an executable; exits with an instruction where there is none and none can be installed. */
export const findBrowser = ({ installIfMissing }) => {
  const before = found()
  if (before && hasKoreanFonts()) return before
  if (installIfMissing && isRootOnDebian()) {
    console.log('Installing Chromium and Korean fonts …')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-nanum', 'fontconfig'])
  } else if (installIfMissing && !before) {
    console.log('Installing a Chromium for the tests …')
    run('npx', ['playwright', 'install', 'chromium'])
  }
  const after = found()
  if (after) return after
  console.error(
    'No Chromium was found. Install one (Debian, Ubuntu: sudo apt-get install chromium fonts-nanum; elsewhere:',
  )
  console.error('npx playwright install chromium), or name yours: CHROMIUM=/path/to/chromium npm test')
  return process.exit(1)
}
