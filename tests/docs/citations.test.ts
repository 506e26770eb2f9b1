import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exists, read, root, tableRows } from './readDocs.ts'

const sources = globSync('{client,relay,shared,tests}/**/*.{ts,tsx,mjs}', {
  cwd: root,
  exclude: name => /(^|\/)(node_modules|dist|test-results)$/.test(name),
}).map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** What files cite, with one of those that do. */
const cited = (pattern: RegExp): ReadonlyMap<string, string> =>
  new Map(sources.flatMap(({ path, text }) => Array.from(text.matchAll(pattern), ([, what]) => [what ?? '', path])))

describe('what the code cites is there', () => {
  test.each(['design', 'protocol'])('sections of docs/%s.md', name => {
    const sections = new Set(Array.from(read(`docs/${name}.md`).matchAll(/^## (\d+)\. /gm), ([, number]) => number))
    const found = cited(new RegExp(`\\b${name}\\.md §(\\d+)`, 'g'))
    expect(found.size).toBeGreaterThan(0)
    expect([...found].filter(([number]) => !sections.has(number))).toEqual([])
  })

  test('pages', () => {
    const pages = cited(/\b(docs\/[\w/-]+\.md)\b/g)
    expect(pages.size).toBeGreaterThan(5)
    expect([...pages].filter(([page]) => !exists(page))).toEqual([])
  })

  test('promises, in titles of tests and in comments', () => {
    const promises = new Set(tableRows(read('docs/promises.md')).map(([id]) => id))
    const inTitles = cited(/['"`]\[([A-Z]\d+)\]/g)
    const inComments = cited(/(?:\/\*\*|\*|promises?|\() ?([A-Z]\d)(?::|\)| \*\/|'s)/g)
    expect(inTitles.size).toBeGreaterThan(12)
    expect(inComments.size).toBeGreaterThan(5)
    expect([...inTitles, ...inComments].filter(([id]) => !promises.has(id))).toEqual([])
  })
})
