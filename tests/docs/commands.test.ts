import { describe, expect, test } from 'vitest'
import { exists, inBackticks, read, readDocs } from './readDocs.ts'

const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
/** What is written as code: in backticks, or indented by four spaces. */
const codeOf = (text: string): string => [...inBackticks(text), ...(text.match(/^ {4}.+$/gm) ?? [])].join('\n')
/** Commands npm has without a script. */
const ownCommands = new Set(['ci', 'install', 'run'])

describe('commands', () => {
  test('every npm command that a page names is a script, and what the script runs is there', () => {
    const named = readDocs().flatMap(({ path, text }) =>
      Array.from(codeOf(text).matchAll(/\bnpm (run )?([a-z][\w:-]*)/g), ([, , name]) => ({ path, name: name ?? '' })),
    )
    expect(named.map(({ name }) => name)).toEqual(expect.arrayContaining(['start', 'test', 'check']))
    const broken = named.filter(({ name }) => {
      if (ownCommands.has(name)) return false
      const file = /^node (\S+)/.exec(scripts[name] ?? '')?.[1]
      return !scripts[name] || (file !== undefined && !exists(file))
    })
    expect(broken).toEqual([])
  })
})
