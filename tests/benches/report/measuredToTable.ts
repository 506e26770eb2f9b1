import type { Measured } from '../measure/sideBySide.ts'
import { sayNumber } from './sayNumber.ts'
import type { Table } from './section.ts'

const unitOf = { µs: 1, ms: 1000 } as const

/** What was measured side by side: name, time, how many times what. */
export const measuredToTable = (
  what: string,
  measured: readonly Measured[],
  unit: keyof typeof unitOf = 'µs',
): Table => ({
  head: [what, `median, ${unit} (absolute)`, 'ratio', 'to'],
  rows: measured.map(({ name, us, ratio }) => [
    name,
    sayNumber(us / unitOf[unit]),
    ratio ? `${sayNumber(ratio.times)} ×` : '1',
    ratio?.to ?? 'itself: bare',
  ]),
})
