/** Numbers that look random and are the same again for the same seed. */
export interface Chance {
  /** A whole number of [0, below). */
  below(below: number): number
  /** One of them; throws for an empty list. */
  oneOf<T>(choices: readonly T[]): T
}

/** Mulberry32: 32 bits of state, more than enough to shuffle faults. @param seed unsigned 32 bits */
export const chanceOf = (seed: number): Chance => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const below = (limit: number): number => next() % limit
  return {
    below,
    oneOf: choices => {
      const chosen = choices[below(choices.length)]
      if (chosen === undefined) throw new Error('nothing to choose from')
      return chosen
    },
  }
}
