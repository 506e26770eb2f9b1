import { sayCount, sayNumber } from '../report/sayNumber.ts'
import type { Table, Verdict } from '../report/section.ts'
import type { Delivered } from './deliver.ts'
import { middleOf, rowOf, timesOf, type Outcomes } from './runSystems.ts'
import type { System } from './system.ts'
import { hocuspocusServer, ourRelay, rawLoop } from './systems.ts'
import type { DeliveryTarget, Workload } from './workload.ts'

const cpu = (run: Delivered) => run.cpuSeconds
const p99 = (run: Delivered) => run.latency.p99
const clientKiB = (run: Delivered) => run.clientKiB
/** NaN, a dash, where nobody is told. */
const keptP50 = (run: Delivered) => run.kept?.p50 ?? Number.NaN
const keptP99 = (run: Delivered) => run.kept?.p99 ?? Number.NaN

/** With fewer, what the process takes for itself on the first connections is more than what they cost. */
const fewestClients = 200

export const deliveryTable = (
  { name, messagesEach, rooms, membersEach }: Workload,
  runs: Outcomes<Delivered>,
): Table => ({
  head: [
    `${name} (${sayCount(messagesEach * rooms * membersEach)} messages)`,
    'CPU × raw',
    'p99 × raw',
    'CPU-s per 100,000 deliveries (absolute)',
    'p50, p99 ms (absolute)',
    'kept p50, p99 ms (absolute)',
    'deliveries/s (absolute)',
    'cores: relay, generator',
    'left late, p99 ms',
    'KiB a client (absolute)',
  ],
  rows: [...runs.keys()].map(system => {
    const middle = (read: (run: Delivered) => number) => middleOf(runs, system, read)
    const two = (...reads: readonly ((run: Delivered) => number)[]) =>
      reads.map(read => sayNumber(middle(read))).join(', ')
    return rowOf(system, [
      timesOf(runs, system, rawLoop, cpu),
      timesOf(runs, system, rawLoop, p99),
      middle(cpu),
      two(run => run.latency.p50, p99),
      system.language.tellsKept ? two(keptP50, keptP99) : '–',
      middle(run => run.perSecond),
      two(
        run => run.relayCores,
        run => run.generatorCores,
      ),
      middle(run => run.lateMs),
      rooms * membersEach < fewestClients ? '–' : middle(clientKiB),
    ])
  }),
})

const reads = { cpu, p99, clientKiB }
const words = { cpu: 'CPU', p99: 'p99', clientKiB: 'memory a client' }
const others: Readonly<Record<'raw' | 'hocuspocus', System>> = { raw: rawLoop, hocuspocus: hocuspocusServer }

/** @param signatureUs what the check of one signature costs: no other system checks any. */
export const deliveryVerdict = (
  { name, membersEach }: Workload,
  { of, against, atMost }: DeliveryTarget,
  runs: Outcomes<Delivered>,
  signatureUs: number,
): Verdict => ({
  what: `${name}, ${words[of]}`,
  target: atMost,
  reached: against ? timesOf(runs, ourRelay, others[against], reads[of]) : middleOf(runs, ourRelay, reads[of]),
  unit: against ? `× ${others[against].name}` : 'KiB',
  ...(of === 'cpu' && against
    ? { whenMissed: sayInTheWay(signatureUs, membersEach, middleOf(runs, others[against], cpu)) }
    : {}),
})

/** @param otherCpu CPU-seconds of the other system per 100,000 deliveries. */
const sayInTheWay = (signatureUs: number, membersEach: number, otherCpu: number): string => {
  const signatureCpu = ((signatureUs / 1e6) * 100_000) / (membersEach - 1)
  return [
    `Checking the signatures, ${sayNumber(signatureUs)} µs each in a hot loop, is ${sayNumber(signatureCpu / otherCpu)} × of it at the least;`,
    'decision 18 says where the rest goes.',
  ].join(' ')
}
