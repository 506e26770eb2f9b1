import type { LinkEnding, PeerLimits } from './peerHost.ts'

/**
 * How long after its end a link still counts as there, so that its device is not dialled again: long after a refusal, a little
 * at random after what two sides failed at together (or they would dial together and fail again), not at all otherwise.
 *
 * @param random - In [0, 1).
 */
export const quietMsAfter = (
  reason: LinkEnding,
  isSynced: boolean,
  { refusedForMs, failedForMs }: Pick<PeerLimits, 'refusedForMs' | 'failedForMs'>,
  random: () => number = Math.random,
): number => {
  const pauseMs = failedForMs * (1 + random())
  switch (reason.kind) {
    case 'refused':
      return refusedForMs
    case 'negotiation-failed':
    case 'too-slow':
      return pauseMs
    case 'lost':
      return isSynced ? 0 : pauseMs
    case 'closed-here':
    case 'never-opened':
    case 'never-synced':
    case 'began-anew':
    case 'stale-signal':
      return 0
  }
}
