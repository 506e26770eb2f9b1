/**
 * How much JavaScript comes before the chats list shows: `npm run build && node client/scripts/measureEntry.mjs` prints it and fails
 * above the budget, as tests/browsers/app/entry.spec.ts does. Follows the static imports of the page, of the signed-in screens and of
 * the larger dictionary through Vite's manifest.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Kilobytes of gzip. The promise is 120; what opens rooms, which comes after the first paint, would break this one at once. */
export const budgetKb = 100

/** What the page asks for before it draws the list of a signed-in person. */
const roots = ['index.html', 'src/SignedIn.tsx', 'src/i18n/ko.ts']

/** The files of client/dist and their kilobytes, largest first. @throws where a root is not in the manifest */
export const measureEntry = () => {
  const dist = join(dirname(fileURLToPath(import.meta.url)), '../dist')
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
  const needed = new Set()
  const follow = key => {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`measureEntry: the manifest has no ${key}; was it renamed, or built without manifest?`)
    if (needed.has(chunk.file)) return
    needed.add(chunk.file)
    for (const imported of chunk.imports ?? []) follow(imported)
  }
  roots.forEach(follow)
  const files = [...needed]
    .map(file => ({ file, kb: gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1000 }))
    .sort((a, b) => b.kb - a.kb)
  return { files, totalKb: files.reduce((sum, { kb }) => sum + kb, 0) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, totalKb } = measureEntry()
  for (const { file, kb } of files) console.log(`${kb.toFixed(1).padStart(7)} kB  ${file}`)
  console.log(`${totalKb.toFixed(1).padStart(7)} kB gzip before the chats list, of ${budgetKb}`)
  if (totalKb > budgetKb) process.exitCode = 1
}
