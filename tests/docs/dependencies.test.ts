import { describe, expect, test } from 'vitest'
import { inBackticks, read, tableRows } from './readDocs.ts'

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly scripts?: Readonly<Record<string, string>>
  readonly allowScripts?: Readonly<Record<string, boolean>>
}
const manifests = ['.', 'shared', 'relay', 'client', 'tests'].map(
  folder => JSON.parse(read(`${folder}/package.json`)) as Manifest,
)
/** As `name version`, so that two manifests that disagree show. */
const wanted = new Set(
  manifests
    .flatMap(({ dependencies, devDependencies }) => Object.entries({ ...dependencies, ...devDependencies }))
    .filter(([name]) => !name.startsWith('@sarangbang/'))
    .map(pair => pair.join(' ')),
)
const names = [...new Set(Array.from(wanted, pair => pair.slice(0, pair.indexOf(' '))))]

describe('docs/dependencies.md', () => {
  const rows = tableRows(read('docs/dependencies.md'))
  const told = new Map(rows.map(row => [inBackticks(row[0] ?? '')[0] ?? '', row]))

  test('has a row for every dependency at its exact version, and for nothing else', () => {
    expect(wanted.size).toBeGreaterThan(40)
    expect([...told].map(([name, row]) => `${name} ${row[1]}`).sort()).toEqual([...wanted].sort())
  })

  test('every version is exact', () => {
    expect([...wanted].filter(pair => !/ \d+\.\d+\.\d+$/.test(pair))).toEqual([])
  })

  test.each(names)('%s: the licence its package states', name => {
    const { license } = JSON.parse(read(`node_modules/${name}/package.json`)) as { readonly license?: string }
    expect(told.get(name)).toContain(license)
  })

  test('no row leaves a question open', () => {
    expect(rows.filter(row => row.some(cell => cell === ''))).toEqual([])
  })

  test('it names those that may run a script of their own when they are installed', () => {
    const allowed = Object.entries(manifests[0]?.allowScripts ?? {}).flatMap(([name, may]) => (may ? [name] : []))
    expect(allowed).toEqual(['node'])
    expect(read('docs/dependencies.md').replace(/\s+/g, ' ')).toContain('Only `node` may run an install script')
  })
})
