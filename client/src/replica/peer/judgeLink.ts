/** ICE often heals within this; Chromium itself waits some 20 s longer before it calls a connection failed. */
const disconnectedMs = 6_000

/** What a link looks like from outside, for `judgeLink`. Times by `performance.now()`. */
export interface LinkCondition {
  readonly nowMs: number
  readonly bornAtMs: number
  readonly heardAtMs: number
  /** Since when ICE says `disconnected`; `null` while it does not. */
  readonly disconnectedAtMs: number | null
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
  const { nowMs, disconnectedAtMs } = link
  if (link.isClosed || (disconnectedAtMs !== null && nowMs - disconnectedAtMs > disconnectedMs)) return 'lost'
  if (!link.isConnected) return nowMs - link.bornAtMs > link.openWithinMs ? 'never-opened' : null
  const isIdle = link.waiting === 0 && nowMs - link.heardAtMs > link.syncWithinMs
  return !link.isSynced && isIdle ? 'never-synced' : null
}
