import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { SyncLimits } from './syncLimits.ts'
import { makeTokenBucket } from './tokenBucket.ts'

/** What one account sends, over all its sockets and documents. */
export interface AccountRate {
  /** Counts a frame. @returns milliseconds for which the socket it came by is not to be read; 0 for none. */
  count(bytes: number, nowMs: number): number
  /** Counts an update that is to be kept. @returns whether the account may bring so much. */
  mayBring(bytes: number, nowMs: number): boolean
}

export interface AccountRates {
  of(account: AccountId, nowMs: number): AccountRate
  /** Forgets whose allowance has filled again by now: it would begin as full as it is. */
  forget(nowMs: number): void
}

export type AccountLimits = Pick<
  SyncLimits,
  | 'framesOfAccountPerS'
  | 'framesOfAccountAtOnce'
  | 'bytesOfAccountPerS'
  | 'bytesOfAccountAtOnce'
  | 'updateBytesOfAccountPerS'
  | 'updateBytesOfAccountAtOnce'
>

/**
 * Rates by account, beside those by socket: who opens 200 sockets is no faster by it than with two, and nobody fills the disk in an
 * afternoon. Kept while the account is away, or coming back would be a new allowance.
 */
export const makeAccountRates = (limits: AccountLimits): AccountRates => {
  const rates = new Map<AccountId, { readonly rate: AccountRate; usedMs: number }>()
  const fullAgainMs =
    1000 *
    Math.max(
      limits.framesOfAccountAtOnce / limits.framesOfAccountPerS,
      limits.bytesOfAccountAtOnce / limits.bytesOfAccountPerS,
      limits.updateBytesOfAccountAtOnce / limits.updateBytesOfAccountPerS,
    )
  const make = (nowMs: number): AccountRate => {
    const frames = makeTokenBucket(limits.framesOfAccountPerS, limits.framesOfAccountAtOnce, nowMs)
    const bytes = makeTokenBucket(limits.bytesOfAccountPerS, limits.bytesOfAccountAtOnce, nowMs)
    const updates = makeTokenBucket(limits.updateBytesOfAccountPerS, limits.updateBytesOfAccountAtOnce, nowMs)
    return {
      count: (length, atMs) => Math.max(frames.owe(1, atMs), bytes.owe(length, atMs)),
      mayBring: (length, atMs) => updates.take(length, atMs),
    }
  }
  return {
    of(account, nowMs) {
      let known = rates.get(account)
      if (!known) rates.set(account, (known = { rate: make(nowMs), usedMs: nowMs }))
      known.usedMs = nowMs
      return known.rate
    },
    forget(nowMs) {
      // In debt by one frame at most, which is paid in well under the time added.
      for (const [account, { usedMs }] of rates) if (nowMs - usedMs > fullAgainMs + 60_000) rates.delete(account)
    },
  }
}
