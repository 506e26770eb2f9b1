import { monthOf, type Month } from './documentName.ts'
import type { Stamp } from './entry.ts'
import { maxStampCounter } from './stamp.ts'

/**
 * A stamp as far as a month allows. An honest message is written into the month of its own stamp; a dishonest one could claim the
 * year 9999, and stand below everything that is ever said. It cannot leave its document, and the relay has no months to come.
 */
export const stampWithin = (month: Month, stamp: Stamp): Stamp => {
  const claimed = monthOf(stamp.ms)
  if (claimed === month) return stamp
  const [year = 0, number = 0] = month.split('-').map(Number)
  return claimed < month
    ? { ms: Date.UTC(year, number - 1), counter: 0 }
    : { ms: Date.UTC(year, number) - 1, counter: maxStampCounter }
}
