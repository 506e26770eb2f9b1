import type { Section } from './section.ts'
import { sayVerdict } from './sayVerdict.ts'
import { tableToMarkdown } from './tableToMarkdown.ts'

/** A section as a chapter: what it is, its tables, and what became of the targets. */
export const sectionToMarkdown = ({ title, about, tables, verdicts }: Section): string =>
  [
    `## ${title}`,
    about.join(' '),
    ...tables.map(tableToMarkdown),
    ...(verdicts.length > 0 ? [['Targets:', ...verdicts.map(verdict => `- ${sayVerdict(verdict)}`)].join('\n')] : []),
  ].join('\n\n')
