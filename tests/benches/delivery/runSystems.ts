import { median, medianRatio } from '../measure/median.ts'
import { sayNumber } from '../report/sayNumber.ts'
import type { System } from './system.ts'

/** What became of one system: a result a round, or what it failed with. */
export type Outcome<T> =
  | { readonly ok: true; readonly rounds: readonly T[] }
  | { readonly ok: false; readonly failure: string }

export type Outcomes<T> = ReadonlyMap<System, Outcome<T>>

/**
 * Runs every system once a round, the order turned by one each round. One that fails is not tried again, and stops nobody else.
 * @param run one system once.
 */
export const runSystems = async <T>(
  systems: readonly System[],
  rounds: number,
  run: (system: System) => Promise<T>,
): Promise<Outcomes<T>> => {
  const results = new Map(systems.map(system => [system, [] as T[]]))
  const failures = new Map<System, string>()
  for (let round = 0; round < rounds; round++) {
    const turn = round % systems.length
    for (const system of [...systems.slice(turn), ...systems.slice(0, turn)]) {
      if (failures.has(system)) continue
      try {
        results.get(system)?.push(await run(system))
      } catch (error) {
        failures.set(system, error instanceof Error ? error.message : String(error))
      }
    }
  }
  const outcomeOf = (system: System): Outcome<T> => {
    const failure = failures.get(system)
    return failure === undefined ? { ok: true, rounds: results.get(system) ?? [] } : { ok: false, failure }
  }
  return new Map(systems.map(system => [system, outcomeOf(system)]))
}

/** One value a round; none of a system that failed. */
export const valuesOf = <T>(outcomes: Outcomes<T>, system: System, read: (round: T) => number): readonly number[] => {
  const outcome = outcomes.get(system)
  return outcome?.ok ? outcome.rounds.map(read) : []
}

/** The median of the rounds; NaN where there is none. */
export const middleOf = <T>(outcomes: Outcomes<T>, system: System, read: (round: T) => number): number => {
  const values = valuesOf(outcomes, system, read)
  return values.length === 0 ? Number.NaN : median(values)
}

/** How many times another system's; NaN where either failed. */
export const timesOf = <T>(
  outcomes: Outcomes<T>,
  system: System,
  other: System,
  read: (round: T) => number,
): number => {
  const [values, others] = [valuesOf(outcomes, system, read), valuesOf(outcomes, other, read)]
  return values.length === 0 || others.length === 0 ? Number.NaN : medianRatio(values, others)
}

/** Sentences about those that failed. */
export const sayFailures = (name: string, outcomes: Outcomes<unknown>): readonly string[] =>
  [...outcomes].flatMap(([system, outcome]) =>
    outcome.ok ? [] : [`**${name}: ${system.name} failed**, and is a row of dashes: ${outcome.failure}.`],
  )

/** A row of a table: the system, then its cells. */
export const rowOf = (system: System, cells: readonly (string | number)[]): readonly string[] => [
  system.name,
  ...cells.map(cell => (typeof cell === 'number' ? sayNumber(cell) : cell)),
]
