import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exists, inBackticks, readDocs } from './readDocs.ts'

/** Nothing else in our pages begins like this: no URL path, no npm package. */
const isPath = (text: string): boolean => /^(client|shared|relay|tests|docs)\/[^\s{}<>]*$/.test(text)
const linksOf = (text: string): readonly string[] =>
  Array.from(text.matchAll(/\]\(([^)#\s]+)[^)]*\)/g), ([, to]) => to ?? '').filter(to => !/^[a-z]+:/.test(to))

describe('what the pages name is there', () => {
  const docs = readDocs()

  test('pages and paths are found at all', () => {
    expect(docs.length).toBeGreaterThan(15)
    expect(docs.flatMap(({ text }) => inBackticks(text).filter(isPath)).length).toBeGreaterThan(60)
  })

  test.each(docs)('$path: every file named in backticks exists', ({ text }) => {
    expect(inBackticks(text).filter(named => isPath(named) && !exists(named))).toEqual([])
  })

  test.each(docs)('$path: every link inside the repository leads somewhere', ({ path, text }) => {
    expect(linksOf(text).filter(to => !exists(join(dirname(path), to)))).toEqual([])
  })

  test('the way of a message names its files in full, and each is code', () => {
    const way = docs.find(({ path }) => path === 'docs/life-of-a-message.md')
    const files = inBackticks(way?.text ?? '').filter(isPath)
    expect(new Set(files).size).toBeGreaterThan(40)
    const bare = inBackticks(way?.text ?? '').filter(text => /^[\w.]+\.tsx?$/.test(text))
    expect(bare, 'a file without its folder cannot be checked').toEqual([])
  })
})
