import { globSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { settings } from '../../relay/src/configuration.ts'
import { syncLimits } from '../../relay/src/sync/syncLimits.ts'
import { inBackticks, read, readDocs, root, section, tableRows } from './readDocs.ts'

const all = Object.values(settings)
const variables = new Set(all.map(({ variable }) => variable))
const page = read('docs/operating.md')

describe('[O1] docs/operating.md and the settings', () => {
  const rows = tableRows(section(page, '## Settings'))

  test('has a row for every setting and for nothing else, in the order of the code', () => {
    expect(rows.map(([name]) => name)).toEqual(all.map(({ variable }) => `\`${variable}\``))
  })

  test.each(all)('$variable: what counts when it is missing', ({ variable, standard }) => {
    const row = rows.find(([name]) => name === `\`${variable}\``)
    expect(row?.[1]).toBe(standard === '' ? 'empty' : `\`${standard}\``)
  })

  test.each(all)('$variable: what is allowed, in the words of the error', ({ variable, allowed }) => {
    const row = rows.find(([name]) => name === `\`${variable}\``)
    expect(row?.[2]?.replaceAll('`', '')).toBe(allowed)
  })

  test('no page sets or names a variable that is none', () => {
    // `NAME=value` anywhere; a name alone only in backticks, and only where it has the look of a variable of ours.
    const claimed = readDocs().flatMap(({ path, text }) => {
      const set = Array.from(text.matchAll(/\b([A-Z][A-Z0-9_]{2,})=/g), ([, name]) => name ?? '')
      const named = inBackticks(text).filter(inside => /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(inside))
      return set.concat(named).map(name => ({ path, name }))
    })
    expect(claimed.length).toBeGreaterThan(all.length)
    expect(claimed.filter(({ name }) => !variables.has(name))).toEqual([])
  })

  test('only start-up reads the environment, so the table is the whole truth', () => {
    const readers = globSync('relay/src/**/*.ts', { cwd: root }).filter(path => read(path).includes('process.env'))
    expect(readers).toEqual(['relay/src/main.ts'])
  })

  test('the numbers it gives for memory and disk are those of the code', () => {
    expect(page.replace(/\s+/g, ' ')).toContain(`over ${syncLimits.unkeptBytes / 1024 / 1024} MiB`)
  })
})
