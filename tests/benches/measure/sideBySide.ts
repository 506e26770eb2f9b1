import { median, medianRatio } from './median.ts'

/** One thing to measure. */
export interface Contender {
  readonly name: string
  /** What it is told as a multiple of: another contender's name. Absent for the bare ones. */
  readonly against?: string | undefined
  /** Operations in one `run`: times are told per operation. */
  readonly operations: number
  /** Outside the clock, before each run. */
  prepare?(): unknown
  /** @param prepared what `prepare` returned. */
  run(prepared: unknown): unknown
}

export interface Measured {
  readonly name: string
  /** Microseconds an operation, the median of the rounds: absolute, so true of one machine at one time. */
  readonly us: number
  /** `null` for a bare one. */
  readonly ratio: { readonly to: string; readonly times: number } | null
}

export interface Rounds {
  readonly rounds: number
  /** Rounds before the first that counts: V8 compiles what is hot after some thousand calls. */
  readonly warmUp: number
}

/**
 * Runs all contenders once a round, the order turned by one each round, so that none always comes after the same one's garbage.
 * @param now milliseconds, monotonic.
 */
export const sideBySide = async (
  contenders: readonly Contender[],
  { rounds, warmUp }: Rounds,
  now: () => number = () => performance.now(),
): Promise<readonly Measured[]> => {
  const usByName = new Map(contenders.map(({ name }) => [name, [] as number[]]))
  for (let round = -warmUp; round < rounds; round++) {
    const turn = (round + warmUp) % contenders.length
    for (const contender of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      const prepared = await contender.prepare?.()
      const startedMs = now()
      await contender.run(prepared)
      const us = ((now() - startedMs) * 1000) / contender.operations
      if (round >= 0) usByName.get(contender.name)?.push(us)
    }
  }
  const usOf = (name: string): readonly number[] => {
    const us = usByName.get(name)
    if (!us) throw new Error(`no contender is called ${name}`)
    return us
  }
  return contenders.map(({ name, against }) => ({
    name,
    us: median(usOf(name)),
    ratio: against === undefined ? null : { to: against, times: medianRatio(usOf(name), usOf(against)) },
  }))
}
