import type { BenchSize } from '../benchSize.ts'
import { median, medianRatio } from '../measure/median.ts'
import { sayCount, sayNumber } from '../report/sayNumber.ts'
import type { Section, Table, Verdict } from '../report/section.ts'
import { deliver, type Delivered } from './deliver.ts'
import { buildTown } from './deliveryTown.ts'
import { findBottlenecks } from './findBottlenecks.ts'
import type { System } from './system.ts'
import { ourRelay, rawLoop, systems } from './systems.ts'
import { workloadsOf, type Workload } from './workload.ts'

/** The runs of every system, a round at the same place of each list. */
export type Runs = ReadonlyMap<System, readonly Delivered[]>

/** What a relay spends on delivering, and how long people wait, beside a bare loop over sockets. */
export const deliverySection = async (size: BenchSize): Promise<Section> => {
  const about = [
    'A delivery is one message at one reader. Every relay runs in a process of its own that tells its CPU time; the generator is one',
    'other process and sends the same frames to all: y-websocket updates, each with one sealed and signed message of 200 bytes of text.',
    'Ours checks each signature natively and has each message on disk (fsync) before it says “kept”; the raw loop checks and keeps',
    'nothing. “Cores” is what a process used of one core while it lasted. Latency is from the send call to the reader’s event.',
  ]
  const tables: Table[] = []
  const verdicts: Verdict[] = []
  for (const workload of workloadsOf(size)) {
    const runs = await runAll(workload, size.deliveryRounds)
    tables.push(tableOf(workload, runs))
    verdicts.push(...verdictsOf(workload, runs))
    about.push(...findBottlenecks(workload, runs))
  }
  return { title: 'Delivery', about, tables, verdicts }
}

const runAll = async (workload: Workload, rounds: number): Promise<Runs> => {
  const runs = new Map<System, Delivered[]>(systems.map(system => [system, []]))
  const town = buildTown(workload.rooms, workload.membersEach, workload.warmUpEach + workload.messagesEach)
  for (let round = 0; round < rounds; round++) {
    const turn = round % systems.length
    for (const system of [...systems.slice(turn), ...systems.slice(0, turn)]) {
      runs.get(system)?.push(await deliver(system, town, workload))
    }
  }
  return runs
}

const all = (runs: Runs, system: System, read: (run: Delivered) => number): readonly number[] =>
  (runs.get(system) ?? []).map(read)
const timesRaw = (runs: Runs, system: System, read: (run: Delivered) => number): number =>
  medianRatio(all(runs, system, read), all(runs, rawLoop, read))

const cpu = (run: Delivered) => run.cpuSeconds
const p99 = (run: Delivered) => run.latency.p99

/** With fewer, what the process takes for itself on the first connections is more than what they cost. */
const fewestClients = 200

const tableOf = ({ name, messagesEach, rooms, membersEach }: Workload, runs: Runs): Table => ({
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
  rows: [...runs].map(([system, each]) => {
    const middle = (read: (run: Delivered) => number) => sayNumber(median(each.map(read)))
    const isKeptTold = each.every(({ kept }) => kept !== null)
    return [
      system.name,
      sayNumber(timesRaw(runs, system, cpu)),
      sayNumber(timesRaw(runs, system, p99)),
      middle(cpu),
      `${middle(run => run.latency.p50)}, ${middle(p99)}`,
      isKeptTold ? `${middle(run => run.kept?.p50 ?? 0)}, ${middle(run => run.kept?.p99 ?? 0)}` : '–',
      middle(run => run.perSecond),
      `${middle(run => run.relayCores)}, ${middle(run => run.generatorCores)}`,
      middle(run => run.lateMs),
      rooms * membersEach < fewestClients ? '–' : middle(run => run.clientKiB),
    ]
  }),
})

const verdictsOf = ({ name, targets }: Workload, runs: Runs): readonly Verdict[] => [
  {
    what: `${name}, CPU of ${ourRelay.name}`,
    target: targets.cpu,
    reached: timesRaw(runs, ourRelay, cpu),
    unit: '× raw ws loop',
    ...(targets.remark !== undefined && { remark: targets.remark }),
  },
  ...(targets.clientKiB === undefined
    ? []
    : [
        {
          what: `${name}, memory a client of ${ourRelay.name}`,
          target: targets.clientKiB,
          reached: median(all(runs, ourRelay, run => run.clientKiB)),
          unit: 'KiB',
        },
      ]),
  ...(targets.p99 === undefined
    ? []
    : [
        {
          what: `${name}, p99 of ${ourRelay.name}`,
          target: targets.p99,
          reached: timesRaw(runs, ourRelay, p99),
          unit: '× raw ws loop',
        },
      ]),
]
