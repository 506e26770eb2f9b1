import type { AccountId } from '@sarangbang/shared/crypto/ids.ts'
import { fail, ok, type Result } from '@sarangbang/shared/result.ts'
import type { AuthenticationFault, Identity } from '../accounts/authentication.ts'
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
   * Adds a socket once it is known whose it is; add before asking what it may. What ended while that was looked up counts as ended:
   * the store may have answered before it had it.
   * @param identify looks it up, asked once.
   * @returns how to leave, once the socket has really closed. `full`: the account or the relay has too many already.
   */
  add(
    identify: () => Promise<Result<Identity, AuthenticationFault>>,
    socketOf: (identity: Identity) => RegisteredSocket,
  ): Promise<Result<Registered, AuthenticationFault | 'full'>>
  /** Closes all there are; none is added from then on. */
  closeAll(name: CloseName): void
  cutAll(): void
  /** Resolves when none is left. */
  emptied(): Promise<void>
  readonly size: number
  /** Stops listening for revocations. */
  end(): void
}

export interface Registered {
  readonly identity: Identity
  readonly leave: () => void
}

export const makeSocketRegistry = (
  membership: Pick<Membership, 'onRevoked'>,
  limits: Pick<SyncLimits, 'socketsOfAccount' | 'socketsOfRelay'>,
): SocketRegistry => {
  const byAccount = new Map<AccountId, Set<RegisteredSocket>>()
  let size = 0
  let isClosing = false
  let wake: (() => void)[] = []
  /** For each look-up under way, what was revoked since it began. */
  const lookUps = new Set<Revocation[]>()
  const end = membership.onRevoked(revocation => {
    for (const revoked of lookUps) revoked.push(revocation)
    for (const socket of byAccount.get(revocation.account) ?? []) {
      if (revocation.kind === 'member') socket.lost(revocation.room)
      else if (hasEnded(socket.identity, revocation)) socket.close('unauthenticated')
    }
  })
  const enter = (socket: RegisteredSocket): (() => void) | null => {
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
  }
  return {
    async add(identify, socketOf) {
      const revoked: Revocation[] = []
      lookUps.add(revoked)
      try {
        const who = await identify()
        if (!who.ok) return who
        // Nothing is awaited from here until the socket is where revocations find it.
        if (revoked.some(revocation => hasEnded(who.value, revocation))) return fail('unauthenticated')
        const leave = enter(socketOf(who.value))
        return leave ? ok({ identity: who.value, leave }) : fail('full')
      } finally {
        lookUps.delete(revoked)
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

const hasEnded = ({ account, session }: Identity, revocation: Revocation): boolean =>
  revocation.kind !== 'member' &&
  revocation.account === account &&
  (revocation.kind === 'account' || revocation.session === session)
