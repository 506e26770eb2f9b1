/**
 * How much JavaScript comes before the chat list shows: `npm run build && node client/scripts/measureEntry.mjs`. Follows the static
 * imports of the page, of the signed-in screens and of the larger dictionary through Vite's manifest, and fails above the budget.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const budgetKb = 120
const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
/** What the page asks for before it draws the list of a signed-in person. */
const roots = ['index.html', 'src/SignedIn.tsx', 'src/i18n/ko.ts']

const needed = new Set()
const follow = key => {
  const chunk = manifest[key]
  if (!chunk) throw new Error(`measureEntry: the manifest has no ${key}; was it renamed, or built without manifest?`)
  if (needed.has(chunk.file)) return
  needed.add(chunk.file)
  for (const imported of chunk.imports ?? []) follow(imported)
}
roots.forEach(follow)

const sizes = [...needed]
  .map(file => ({ file, kb: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000 }))
  .sort((a, b) => b.kb - a.kb)
const total = sizes.reduce((sum, { kb }) => sum + kb, 0)
for (const { file, kb } of sizes) console.log(`${kb.toFixed(1).padStart(7)} kB  ${file}`)
console.log(`${total.toFixed(1).padStart(7)} kB gzip before the chat list, of ${budgetKb}`)
if (total > budgetKb) process.exitCode = 1
