import { backOffMs, type BackOff } from './backOff.ts'
import type { OutboxProgress } from './outbox.ts'

/** From one second to five minutes: a relay that restarts is met soon, one that is gone for a day costs a phone 12 requests an hour. */
export const outboxBackOff: BackOff = { firstMs: 1_000, capMs: 5 * 60_000 }

/**
 * What to write into the record after an attempt that may be repeated.
 * @param askedMs How long the relay asked to wait (`retryAfterS`), if it did; never shortened.
 * @param share Random, 0 to 1.
 */
export const nextAttempt = (
  record: Pick<OutboxProgress, 'attempts'>,
  nowMs: number,
  share: number,
  askedMs: number | null = null,
): Pick<OutboxProgress, 'attempts' | 'notBeforeMs' | 'waitAsked'> => {
  const attempts = record.attempts + 1
  const ownMs = backOffMs(outboxBackOff, attempts, share)
  return { attempts, notBeforeMs: nowMs + Math.max(ownMs, askedMs ?? 0), waitAsked: askedMs !== null }
}

/**
 * How long this record still waits: 0 when it may be tried now.
 * @param hurry The network has just come back, so a wait the device chose itself is over.
 */
export const waitMs = (record: OutboxProgress, nowMs: number, hurry: boolean): number => {
  if (hurry && !record.waitAsked) return 0
  // A device clock set back by a year must not hold work for a year.
  return Math.min(Math.max(0, record.notBeforeMs - nowMs), record.waitAsked ? Infinity : outboxBackOff.capMs)
}
