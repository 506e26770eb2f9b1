import type { BenchSize } from '../benchSize.ts'
import { sideBySide, type Measured } from '../measure/sideBySide.ts'
import { measuredToTable } from '../report/measuredToTable.ts'
import type { Section } from '../report/section.ts'
import { authorNamed } from '../town/author.ts'
import { forgeMonth, writeMonth } from '../town/writeMonth.ts'
import { catchingUp, catchingUpName } from './catchingUp.ts'
import { loading } from './loading.ts'

/** Whole months: out of the store, to somebody who lacks them, and from somebody else. */
export const monthsSection = async ({ monthSizes, monthRounds, backlog }: BenchSize): Promise<Section> => {
  const rounds = { rounds: monthRounds, warmUp: 1 }
  const author = authorNamed('alice')
  const loaded: Measured[] = []
  for (const size of monthSizes) loaded.push(...(await sideBySide(loading(forgeMonth(author, size).doc), rounds)))
  const caught = await sideBySide(catchingUp(writeMonth(author, backlog).doc), { rounds: 3, warmUp: 1 })
  const caughtUs = caught.find(({ name }) => name === catchingUpName)?.us ?? Number.NaN
  const count = backlog.toLocaleString('en')
  return {
    title: 'A month',
    about: [
      'Messages as above, all by one author in one session. Opening checks every envelope’s place and shape but no signature again: what is',
      'in the store was admitted.',
    ],
    tables: [measuredToTable('Loading and handing on', loaded, 'ms'), measuredToTable(`${count} behind`, caught, 'ms')],
    verdicts: [
      {
        what: `${count} messages behind, admission with every signature`,
        target: 5000,
        reached: caughtUs / 1000,
        unit: 'ms',
        remark:
          'The target is “current in 5 s” in a browser, network and fold included; this is the part that Node can show.',
      },
    ],
  }
}
