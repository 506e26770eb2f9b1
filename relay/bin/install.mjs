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

/** The npm that runs us, whatever its version; `npm` on the path where there is none. */
const npm = (...args) => {
  const path = process.env.npm_execpath
  const all = [...args, '--no-audit', '--no-fund', '--loglevel=error']
  const options = { cwd: root, stdio: 'inherit' }
  const { status } = path
    ? spawnSync(process.execPath, [path, ...all], options)
    : spawnSync('npm', all, { ...options, shell: true })
  return status === 0
}

const installed = existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
if (!installed) {
  console.log('Installing dependencies (once, about a minute) …')
  // Only `node` may run a script of its own: it fetches the binary. better-sqlite3 brings its binaries along and would compile.
  const good = npm('ci', '--ignore-scripts') && npm('rebuild', 'node')
  if (!good) {
    console.error('The dependencies could not be installed: npm says why above. Nothing was started.')
    process.exit(1)
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}
