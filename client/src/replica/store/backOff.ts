/** A wait that doubles with each failure, from `firstMs` up to `capMs`. */
export interface BackOff {
  readonly firstMs: number
  readonly capMs: number
}

/**
 * @param failures How many in a row so far, at least 1.
 * @param share Where in the upper half of the wait to land, 0 to 1: random, so that a thousand devices whose relay comes back do not
 *   all knock at once; 1 where nobody else waits for the same thing.
 * @returns Milliseconds.
 */
export const backOffMs = ({ firstMs, capMs }: BackOff, failures: number, share: number): number => {
  // 2^30 times a second is beyond any cap; further doubling would only lose precision.
  const full = Math.min(capMs, firstMs * 2 ** Math.min(30, failures - 1))
  return Math.round(full / 2 + (full / 2) * share)
}
