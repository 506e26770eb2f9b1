import type { BenchSize } from '../benchSize.ts'
import { sayCount } from '../report/sayNumber.ts'
import type { Section, Table } from '../report/section.ts'
import { catchUp, type CaughtUp } from './catchUp.ts'
import { buildTown } from './deliveryTown.ts'
import { middleOf, rowOf, runSystems, sayFailures, timesOf, type Outcome, type Outcomes } from './runSystems.ts'
import type { System } from './system.ts'
import { hocuspocusServer, ourRelay, rawLoop, systemsOf } from './systems.ts'

const members = 50

/** Everybody connects at the same moment, as after a relay's restart. */
export const catchUpSection = async (size: BenchSize): Promise<Section> => {
  const { backlog, deliveryRounds } = size
  const town = buildTown(1, members, backlog / members)
  const knowledge = ['nothing', 'everything', 'everything', 'everything'] as const
  const runs = await runSystems(systemsOf(size), deliveryRounds, system => catchUp(system, town, knowledge))
  const fromEmpty = mapRounds(runs, ([first]) => first)
  // The first of a process compiles what it runs.
  const reconnects = mapRounds(runs, rounds => rounds.at(-1))
  const count = sayCount(backlog)
  const ms = (run: CaughtUp) => run.ms
  const tableOf = (what: string, caught: Outcomes<CaughtUp>): Table => ({
    head: [what, 'time × raw', 'time, ms (absolute)', 'CPU of the relay, ms (absolute)'],
    rows: [...caught.keys()].map(system =>
      rowOf(system, [
        timesOf(caught, system, rawLoop, ms),
        middleOf(caught, system, ms),
        middleOf(caught, system, run => run.cpuMs),
      ]),
    ),
  })
  return {
    title: 'Catching up',
    about: [
      `${members} clients of one room connect at once, each with a handshake of its own; the time runs until the last has everything. The document`,
      `has ${count} messages by ${members} authors and is in use by one reader already. The raw loop sends all it heard as one frame.`,
      ...sayFailures('Catching up', runs),
    ],
    tables: [
      tableOf(`${members} from empty on ${count} messages`, fromEmpty),
      tableOf(`${members} up to date, connecting again (third time)`, reconnects),
    ],
    verdicts: [
      {
        what: `${members} clients from empty on ${count} messages`,
        target: 0.7,
        reached: timesOf(fromEmpty, ourRelay, hocuspocusServer, ms),
        unit: `× ${hocuspocusServer.name}`,
      },
      {
        what: `${members} up-to-date clients connect again`,
        target: 1.5,
        reached: timesOf(reconnects, ourRelay, rawLoop, ms),
        unit: `× ${rawLoop.name}`,
      },
    ],
  }
}

/** @throws when a round has not what is asked for: a bug of the bench. */
const mapRounds = <T, U>(outcomes: Outcomes<T>, read: (round: T) => U | undefined): Outcomes<U> => {
  const mapped = new Map<System, Outcome<U>>()
  for (const [system, outcome] of outcomes) {
    if (!outcome.ok) mapped.set(system, outcome)
    else mapped.set(system, { ok: true, rounds: outcome.rounds.map(round => present(read(round), system)) })
  }
  return mapped
}

const present = <T>(value: T | undefined, { name }: System): T => {
  if (value === undefined) throw new Error(`a round of ${name} without a result`)
  return value
}
