import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import type { Identity } from '../accounts/authentication.ts'
import type { Membership, Revocation } from '../rooms/membership.ts'
import type { CloseName } from './outlet.ts'
import type { SyncLimits } from './syncLimits.ts'

/** An authenticated socket, of documents or of signaling. */
export interface RegisteredSocket {
  readonly identity: Identity
  close(name: CloseName): void
  /** Ends it without waiting for the other side. */
  cut(): void
  /** The account was removed from a room. What it lost besides closes the socket without asking. */
  lost(room: Extract<Revocation, { kind: 'member' }>['room']): void
}

/** Every authenticated socket of the relay: counted, and cut at once when its session, account or membership ends. */
export interface SocketRegistry {
  /**
   * Add before asking whether it may. @returns how to leave, once the socket has really closed; `null` when the account or the relay
   * has too many already.
   */
  add(socket: RegisteredSocket): (() => void) | null
  /** Closes all there are; none is added from then on. */
  closeAll(name: CloseName): void
  cutAll(): void
  /** Resolves when none is left. */
  emptied(): Promise<void>
  readonly size: number
  /** Stops listening for revocations. */
  end(): void
}

export const makeSocketRegistry = (
  membership: Pick<Membership, 'onRevoked'>,
  limits: Pick<SyncLimits, 'socketsOfAccount' | 'socketsOfRelay'>,
): SocketRegistry => {
  const byAccount = new Map<AccountId, Set<RegisteredSocket>>()
  let size = 0
  let isClosing = false
  let wake: (() => void)[] = []
  const end = membership.onRevoked(revocation => {
    for (const socket of byAccount.get(revocation.account) ?? []) {
      if (revocation.kind === 'member') socket.lost(revocation.room)
      else if (revocation.kind === 'account' || socket.identity.session === revocation.session)
        socket.close('unauthenticated')
    }
  })
  return {
    add(socket) {
      const { account } = socket.identity
      const sockets = byAccount.get(account) ?? new Set()
      if (isClosing || sockets.size >= limits.socketsOfAccount || size >= limits.socketsOfRelay) return null
      byAccount.set(account, sockets.add(socket))
      size++
      return () => {
        if (!sockets.delete(socket)) return
        size--
        if (sockets.size === 0 && byAccount.get(account) === sockets) byAccount.delete(account)
        if (size > 0) return
        for (const resolve of wake) resolve()
        wake = []
      }
    },
    emptied: () => (size === 0 ? Promise.resolve() : new Promise(resolve => wake.push(resolve))),
    cutAll() {
      for (const sockets of byAccount.values()) for (const socket of sockets) socket.cut()
    },
    closeAll(name) {
      isClosing = true
      for (const sockets of byAccount.values()) for (const socket of sockets) socket.close(name)
    },
    get size() {
      return size
    },
    end,
  }
}
