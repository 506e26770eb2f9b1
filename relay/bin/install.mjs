/**
 * Brings what package-lock.json names, once: `npm start` and `npm test` run this first, so that a machine with any Node and npm
 * needs nothing else. Plain JavaScript, because it runs on whatever Node is there; everything after it runs on the Node 24 that
 * the `node` package brings.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const stamp = join(root, 'node_modules', '.cache', 'sarangbang', 'installed')
const wanted = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')

const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
if (!installed) {
  console.log('Installing dependencies (once, about a minute) …')
  const npm = process.env.npm_execpath
  const { status } = npm
    ? spawnSync(process.execPath, [npm, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root,
        stdio: 'inherit',
      })
    : spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
        cwd: root,
        stdio: 'inherit',
        shell: true,
      })
  if (status !== 0) {
    console.error('The dependencies could not be installed: npm says why above. Nothing was started.')
    process.exit(1)
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}
