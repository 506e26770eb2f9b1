/**
 * How often a test repeats itself. `npm run soak` (SOAK=1) runs the full count, `npm test` a tenth of it or the count given.
 * A file that takes its counts from here is named `*.soak.test.ts` or `*.soak.spec.ts`: that is how `npm run soak` finds it.
 */
const whole = process.env['SOAK'] === '1'

/** The repetitions of this run. @param full count of the soak @param quick count of `npm test`, a tenth unless given */
export const countOf = (full: number, quick = Math.ceil(full / 10)): number => (whole ? full : quick)

/** A seed to print and to hand to the generator: `SEED=123 npm run soak` runs that one again. Unsigned 32 bits. */
export const pickSeed = (): number => {
  const given = process.env['SEED']
  if (given === undefined) return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
  const seed = Number(given)
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffff_ffff) {
    throw new Error(`SEED is ${JSON.stringify(given)}; it must be a whole number from 0 to 4294967295`)
  }
  return seed
}
