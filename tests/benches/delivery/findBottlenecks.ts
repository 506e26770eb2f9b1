import { median } from '../measure/median.ts'
import type { Delivered } from './deliver.ts'
import type { Outcome } from './runSystems.ts'
import type { System } from './system.ts'
import type { Workload } from './workload.ts'

/** A process of one thread that uses this much of a core has none left to speak of. */
const busyCores = 0.85
/** Messages that leave later than this were not sent at the rate that was asked for. */
const maxLateMs = 20

/** Sentences that say where the generator, and not the relay, set the pace: those numbers flatter nobody and prove little. */
export const findBottlenecks = (
  { name, perSecond }: Pick<Workload, 'name' | 'perSecond'>,
  runs: ReadonlyMap<Pick<System, 'name'>, Outcome<Delivered>>,
): readonly string[] =>
  [...runs].flatMap(([system, outcome]) => {
    if (!outcome.ok) return []
    const each = outcome.rounds
    const generator = median(each.map(run => run.generatorCores))
    const relay = median(each.map(run => run.relayCores))
    const lateMs = median(each.map(run => run.lateMs))
    if (generator >= busyCores && generator > relay) {
      return [
        `**${name}, ${system.name}: the generator was the bottleneck** (its one core was full, the relay’s was not), so latency and deliveries/s are the generator’s; CPU of the relay is its own.`,
      ]
    }
    return perSecond !== null && lateMs > maxLateMs
      ? [
          `**${name}, ${system.name}: the generator sent late** by up to ${Math.round(lateMs)} ms (p99): the machine was short of cores.`,
        ]
      : []
  })
