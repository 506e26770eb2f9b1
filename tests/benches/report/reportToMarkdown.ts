import type { Section } from './section.ts'
import { sectionToMarkdown } from './sectionToMarkdown.ts'

export interface Report {
  readonly date: string
  readonly machine: string
  /** What the machine was doing besides, before and after. */
  readonly load: string
  readonly sections: readonly Section[]
}

/** The whole of docs/benchmarks.md. */
export const reportToMarkdown = ({ date, machine, load, sections }: Report): string => {
  const verdicts = sections.flatMap(section => section.verdicts)
  const met = verdicts.filter(({ reached, target }) => reached <= target).length
  return `${[
    '# Benchmarks',
    `Written by \`npm run bench\`, ${date}. Do not edit: run it again.`,
    `Machine: ${machine}. ${load}`,
    [
      'Everything in a table ran in one run, in turns, on this machine. **Ratios are what counts**: each is the median of the ratios of',
      'the rounds. Columns marked *absolute* are true of this machine at this hour only.',
      `Of ${verdicts.length} targets ${met} are met.`,
    ].join(' '),
    ...sections.map(sectionToMarkdown),
  ].join('\n\n')}\n`
}
