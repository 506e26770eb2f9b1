/** ICE often heals within this; Chromium itself waits some 20 s longer before it calls a connection failed. */
const disconnectedMs = 6_000

/** What a link looks like from outside, for `judgeLink`. */
export interface LinkCondition {
  /** Since it was made, and since it last heard anything, in time this page was awake (LinkClock). */
  readonly ageMs: number
  readonly silentMs: number
  /** How long ICE has said `disconnected`, by the clock on the wall: a network is gone also for a page that sleeps. */
  readonly disconnectedMs: number
  readonly isClosed: boolean
  readonly isConnected: boolean
  readonly isSynced: boolean
  /** Bytes received that the guard has not taken yet. */
  readonly waiting: number
  readonly openWithinMs: number
  readonly syncWithinMs: number
}

/** Whether a link is to be ended. y-webrtc has no time limits of its own: a link that never opens or syncs would stay for ever. */
export const judgeLink = (link: LinkCondition): 'lost' | 'never-opened' | 'never-synced' | null => {
  if (link.isClosed || link.disconnectedMs > disconnectedMs) return 'lost'
  if (!link.isConnected) return link.ageMs > link.openWithinMs ? 'never-opened' : null
  const isIdle = link.waiting === 0 && link.silentMs > link.syncWithinMs
  return !link.isSynced && isIdle ? 'never-synced' : null
}
