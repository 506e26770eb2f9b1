import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { makeWatchable, type Watched } from '../watched.ts'
import { makeGrowingPause, type GrowingPause } from './growingPause.ts'

export interface Barred {
  readonly account: AccountId
  /** What one of its devices did, as docs/errors.md names it (Refusal), or what its link refused. */
  readonly why: string
}

/** Accounts whose devices are not linked for a while, because one of them sent what may not be sent. */
export interface Barring {
  readonly barred: Watched<readonly Barred[]>
  bar(account: AccountId, why: string): void
  close(): void
}

/**
 * By account, since a device that comes back has another number: its owner proved himself, so nobody can have somebody else barred.
 * For one document and until its pause ends, never for ever: the device may have passed on in good faith what another program let
 * through, and the relay's link goes on meanwhile.
 */
export const makeBarring = (nowMs: () => number): Barring => {
  const pauses = new Map<AccountId, GrowingPause>()
  const current = new Map<AccountId, Barred & { readonly timer: ReturnType<typeof setTimeout> }>()
  const barred = makeWatchable<readonly Barred[]>([])
  const tell = (): void => barred.set([...current.values()].map(({ account, why }) => ({ account, why })))
  const release = (account: AccountId): void => {
    current.delete(account)
    tell()
  }
  return {
    barred,
    bar: (account, why) => {
      const pause = pauses.get(account) ?? makeGrowingPause()
      pauses.set(account, pause)
      clearTimeout(current.get(account)?.timer)
      const timer = setTimeout(() => release(account), pause.next(nowMs()))
      current.set(account, { account, why, timer })
      tell()
    },
    close: () => {
      current.forEach(({ timer }) => clearTimeout(timer))
      current.clear()
      tell()
    },
  }
}
