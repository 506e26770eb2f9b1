import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { makeWatchable, type Watched } from '../watched.ts'
import { makeGrowingPause, type GrowingPause } from './growingPause.ts'

/** Accounts whose devices are not linked for a while, because one of them sent what may not be sent. */
export interface Barring {
  readonly barred: Watched<readonly AccountId[]>
  bar(account: AccountId): void
  close(): void
}

/**
 * By account, since a device that comes back has another number: its owner proved himself, so nobody can have somebody else barred.
 * For one document and until its pause ends, never for ever: the device may have passed on in good faith what another program let
 * through, and the relay's link goes on meanwhile.
 */
export const makeBarring = (nowMs: () => number): Barring => {
  const pauses = new Map<AccountId, GrowingPause>()
  const timers = new Map<AccountId, ReturnType<typeof setTimeout>>()
  const barred = makeWatchable<readonly AccountId[]>([])
  const tell = (): void => barred.set([...timers.keys()])
  const release = (account: AccountId): void => {
    timers.delete(account)
    tell()
  }
  return {
    barred,
    bar: account => {
      const pause = pauses.get(account) ?? makeGrowingPause()
      pauses.set(account, pause)
      clearTimeout(timers.get(account))
      timers.set(
        account,
        setTimeout(() => release(account), pause.next(nowMs())),
      )
      tell()
    },
    close: () => {
      timers.forEach(timer => clearTimeout(timer))
      timers.clear()
      tell()
    },
  }
}
