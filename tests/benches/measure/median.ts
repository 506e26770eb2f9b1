/**
 * The value below which a share of the values lies, by linear interpolation between neighbours (Hyndman & Fan 1996, type 7).
 * @param share 0 to 1. @throws {RangeError} for no values: a bench that measured nothing is a bug.
 */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort()
  const at = (sorted.length - 1) * share
  const low = sorted[Math.floor(at)]
  const high = sorted[Math.ceil(at)]
  if (low === undefined || high === undefined) throw new RangeError(`no ${share} quantile of ${values.length} values`)
  return low + (high - low) * (at - Math.floor(at))
}

/** Half of the values are at most this. On a shared machine the mean belongs to whoever disturbed. */
export const median = (values: readonly number[]): number => quantile(values, 0.5)

/**
 * How many times the other something costs: the median of the ratios of each round, not the ratio of the medians, so that a slow
 * minute weighs on both sides of each pair.
 * @param values one a round. @param others of the same rounds, in the same order.
 */
export const medianRatio = (values: readonly number[], others: readonly number[]): number => {
  if (values.length !== others.length) throw new RangeError(`${values.length} rounds beside ${others.length}`)
  return median(values.map((value, round) => value / (others[round] ?? Number.NaN)))
}
