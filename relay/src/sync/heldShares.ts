import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { SyncSocket } from './hotDocument.ts'
import type { SyncLimits } from './syncLimits.ts'
import type { SyncLog } from './syncParts.ts'

/** What waits in this process for the proofs of tombstones, over all documents. */
export interface HeldShares {
  /**
   * Told what a socket holds by now, 0 when nothing any more. Where an account, or all together, then hold too much, the sockets
   * that hold the most are closed with `overload`: they may come back when there is room.
   * @returns whether one socket may hold so much at all; `false` takes it off the account's share.
   */
  mayHold(socket: SyncSocket, bytes: number): boolean
  /** It is closed: what it held goes with it. */
  letGo(socket: SyncSocket): void
}

export type HeldLimits = Pick<SyncLimits, 'heldBytes' | 'heldBytesOfAccount' | 'heldBytesOfRelay'>

export const makeHeldShares = (limits: HeldLimits, log: Pick<SyncLog, 'warn'>): HeldShares => {
  const held = new Map<SyncSocket, number>()
  const ofAccounts = new Map<AccountId, number>()
  let ofAll = 0
  const set = (socket: SyncSocket, bytes: number): void => {
    const { account } = socket.identity
    const more = bytes - (held.get(socket) ?? 0)
    const ofAccount = (ofAccounts.get(account) ?? 0) + more
    ofAll += more
    if (bytes > 0) held.set(socket, bytes)
    else held.delete(socket)
    if (ofAccount > 0) ofAccounts.set(account, ofAccount)
    else ofAccounts.delete(account)
  }
  /** The account with the most pays first, so that many small backlogs go on beside a large one. */
  const closeHeaviest = (among?: AccountId): void => {
    const weight = ([{ identity }, bytes]: readonly [SyncSocket, number]): number =>
      (ofAccounts.get(identity.account) ?? 0) + bytes
    const [heaviest] = [...held]
      .filter(([{ identity }]) => among === undefined || identity.account === among)
      .sort((a, b) => weight(b) - weight(a))
    if (!heaviest) return
    const [{ document, identity, outlet }, bytes] = heaviest
    set(heaviest[0], 0)
    log.warn({ document: document.name, account: identity.account, bytes }, 'too much waits for proofs')
    outlet.close('overload')
  }
  return {
    mayHold(socket, bytes) {
      const { account } = socket.identity
      const isWithin = bytes <= limits.heldBytes
      // Of one that is closed already no more is admitted than came before, and then all of it goes.
      if (!socket.outlet.isOpen) return isWithin
      set(socket, isWithin ? bytes : 0)
      while ((ofAccounts.get(account) ?? 0) > limits.heldBytesOfAccount) closeHeaviest(account)
      while (ofAll > limits.heldBytesOfRelay) closeHeaviest()
      return isWithin
    },
    letGo: socket => set(socket, 0),
  }
}
