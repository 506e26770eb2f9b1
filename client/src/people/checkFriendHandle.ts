import type { Connection } from '@sarangbang/shared/api/index.ts'
import type { QueuedRequest } from '../session/session.ts'

/** What can be said of a typed handle without asking anybody. */
export type HandleState =
  | { readonly kind: 'empty' | 'short' | 'long' | 'spaces' | 'self' | 'asked' | 'fine' }
  | { readonly kind: 'friend' | 'asked-you'; readonly name: string }

/** Bounds of a handle, as in shared/src/api/field.ts. */
const fewest = 3
const most = 64

/**
 * Refuses what certainly leads nowhere: oneself, a friend, somebody already asked (P2). Handles are compared lower-case and NFC,
 * as the relay does.
 * @param mine My own handle.
 */
export const checkFriendHandle = (
  typed: string,
  mine: string,
  connections: readonly Connection[],
  queued: readonly QueuedRequest[],
): HandleState => {
  const handle = normal(typed)
  if (handle === '') return { kind: 'empty' }
  if (/\s/.test(handle)) return { kind: 'spaces' }
  if (handle.length > most) return { kind: 'long' }
  if (handle === normal(mine)) return { kind: 'self' }
  const known = connections.find(({ other, state }) => normal(other.handle) === handle && isOpen(state))
  if (known?.state === 'accepted') return { kind: 'friend', name: known.other.nickname }
  if (known?.asked === 'other') return { kind: 'asked-you', name: known.other.nickname }
  if (known || queued.some(request => request.refused === null && normal(request.handle) === handle))
    return { kind: 'asked' }
  return { kind: handle.length < fewest ? 'short' : 'fine' }
}

const isOpen = (state: Connection['state']): boolean => state === 'requested' || state === 'accepted'
const normal = (handle: string): string => handle.trim().normalize('NFC').toLowerCase()

/** Whether a request for it may be put into the outbox. */
export const canAsk = (state: HandleState): boolean => state.kind === 'fine' || state.kind === 'asked-you'
