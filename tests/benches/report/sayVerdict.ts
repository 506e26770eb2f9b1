import { sayNumber } from './sayNumber.ts'
import type { Verdict } from './section.ts'

/** One plain sentence: whether a target is met, and by how much it is missed. */
export const sayVerdict = ({ what, target, reached, unit, remark, whenMissed }: Verdict): string => {
  if (Number.isNaN(reached)) return `${what}: **not measured** (target at most ${sayNumber(target)} ${unit}).`
  const isMet = reached <= target
  const figures = `${sayNumber(reached)} ${unit}, target at most ${sayNumber(target)} ${unit}`
  const missed = `**missed** by ${sayNumber((reached / target - 1) * 100)} %`
  const remarks = [remark, isMet ? undefined : whenMissed].filter(said => said !== undefined)
  return [`${what}: ${isMet ? 'met' : missed} (${figures}).`, ...remarks].join(' ')
}
