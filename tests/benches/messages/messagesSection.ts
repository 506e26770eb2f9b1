import type { BenchSize } from '../benchSize.ts'
import { sideBySide, type Measured } from '../measure/sideBySide.ts'
import { measuredToTable } from '../report/measuredToTable.ts'
import type { Section } from '../report/section.ts'
import { admitting } from './admitting.ts'
import { appending } from './appending.ts'
import { folding } from './folding.ts'
import { opening } from './opening.ts'
import { sealing } from './sealing.ts'
import { verifying } from './verifying.ts'

/** A frame at 60 Hz: a key press must be on its own screen within it (targets of the client). */
const frameMs = 16

/** What one message costs at every step of its way, each beside the bare library underneath. */
export const messagesSection = async ({ messageRounds, foldSizes }: BenchSize): Promise<Section> => {
  const measure = (contenders: Parameters<typeof sideBySide>[0]) =>
    sideBySide(contenders, { rounds: messageRounds, warmUp: 5 })
  const write = [...(await measure(sealing())), ...(await measure(appending()))]
  const check = [...(await measure(verifying())), ...(await measure(admitting()))]
  const read = await measure(opening())
  const fold = await measure(folding(foldSizes))
  const largest = Math.max(...foldSizes).toLocaleString('en')
  const ownScreen = ['encode, seal and sign', 'append', 'open and decode', `fold one message to ${largest}`]
  return {
    title: 'One message',
    about: [
      'A message of 200 bytes of text. `node:crypto` is what the relay checks signatures with, WebCrypto what browsers do (here: Node’s),',
      'noble what they fall back to. “One by one” waits for each verdict before the next, so a trip to the thread pool is in it.',
    ],
    tables: [
      measuredToTable('Writing', write),
      measuredToTable('Checking', check),
      measuredToTable('Opening', read),
      measuredToTable('Folding', fold),
    ],
    verdicts: [
      {
        what: `Key press to own screen with ${largest} messages loaded, the share that is not drawing (${ownScreen.join(' + ')}), medians`,
        target: frameMs,
        reached: sumMs([...write, ...read, ...fold], ownScreen),
        unit: 'ms',
        remark: 'The target is a p95 in a browser, drawing included; this is the part that Node can show.',
      },
    ],
  }
}

const sumMs = (measured: readonly Measured[], names: readonly string[]): number =>
  names.reduce((sum, name) => sum + (measured.find(one => one.name === name)?.us ?? Number.NaN) / 1000, 0)
