/** Builds client/dist when a source is newer than the last build; 0.02 s when there is nothing to do. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
const stamp = join(root, 'node_modules', '.cache', 'sarangbang', 'built')
const sources = [
  'client/src',
  'client/public',
  'client/index.html',
  'client/vite.config.ts',
  'shared/src',
  'package-lock.json',
]

/** Names, sizes and times of all sources: a file removed counts as a change too. */
const fingerprint = () => {
  const hash = createHash('sha256')
  const visit = path => {
    if (!existsSync(path)) return
    const stat = statSync(path)
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name))
    else hash.update(`${path}\n${stat.size}\n${stat.mtimeMs}\n`)
  }
  for (const source of sources) visit(join(root, source))
  return hash.digest('hex')
}

/** Throws when the build fails; vite has said why. */
export const buildClient = () => {
  const wanted = fingerprint()
  const built =
    existsSync(join(root, 'client/dist/index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (built) return
  console.log('Building the app …')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: join(root, 'client'),
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('The app could not be built: vite says why above.')
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}
