let latestBirth = 0

/**
 * A new id for one link, unlike any other. Ids of one page sort by age, so that a late signal of an earlier link cannot pass for
 * one of a newer; of two devices' ids it is chance which is greater.
 */
export const linkId = (): string => {
  latestBirth = Math.max(latestBirth + 1, Math.round(performance.timeOrigin + performance.now()))
  return `${latestBirth.toString(36).padStart(9, '0')}-${crypto.randomUUID()}`
}
