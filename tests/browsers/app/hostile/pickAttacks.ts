import type { Attack } from '@sarangbang/shared/room/attack.fixture.ts'
import { countOf, pickSeed } from '../../../counts.ts'

/** All of them in the soak; otherwise some of it, another part each time, with one attack of each outcome at least. */
export const pickAttacks = (all: readonly Attack[], quick: number): readonly Attack[] => {
  const seed = pickSeed()
  const count = countOf(all.length, quick)
  console.log(`${count} of ${all.length} attacks, seed ${seed}`)
  const order = shuffled(all, seed)
  const first = new Map(order.map(one => [one.outcomes[0], one]))
  return [...new Set([...first.values(), ...order])].slice(0, Math.max(count, first.size))
}

/** Fisher and Yates, by a linear congruential generator (Numerical Recipes): chance enough to choose from a list. */
const shuffled = <T>(list: readonly T[], seed: number): readonly T[] => {
  const result = [...list]
  let state = seed
  for (let at = result.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    const other = Math.floor((state / 2 ** 32) * (at + 1))
    const [one, two] = [result[at] as T, result[other] as T]
    result[at] = two
    result[other] = one
  }
  return result
}
