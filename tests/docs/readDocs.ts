import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '../..')

export interface Doc {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8')

/** Every page that says something about this repository: README, SECURITY, docs and its decisions. */
export const readDocs = (): readonly Doc[] =>
  globSync(['README.md', 'SECURITY.md', 'docs/*.md', 'docs/decisions/*.md'], { cwd: root })
    .sort()
    .map(path => ({ path, text: read(path) }))

/** Whether a path of the repository exists; `*` stands for what a glob takes it for. */
export const exists = (path: string): boolean => globSync(path, { cwd: root }).length > 0

/** The text between a heading and the next of its level or above. Throws where there is no such heading. */
export const section = (text: string, heading: string): string => {
  const lines = text.split('\n')
  const level = /^#+/.exec(heading)?.[0].length ?? 0
  const start = lines.indexOf(heading)
  if (start < 0) throw new Error(`no heading "${heading}"`)
  const length = lines.slice(start + 1).findIndex(line => (/^(#+) /.exec(line)?.[1]?.length ?? 99) <= level)
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n')
}

/** The rows of the tables in a text, cells trimmed, without heads and rulers. */
export const tableRows = (text: string): readonly (readonly string[])[] => {
  const lines = text.split('\n')
  return lines
    .filter((line, at) => line.startsWith('|') && !line.startsWith('|--') && !lines[at + 1]?.startsWith('|--'))
    .map(line =>
      line
        .slice(1, line.lastIndexOf('|'))
        .split(/(?<!\\)\|/)
        .map(cell => cell.trim()),
    )
}

/** What stands in backticks. */
export const inBackticks = (text: string): readonly string[] =>
  Array.from(text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g), ([, inside]) => inside ?? '')
