import type { WebSocket } from 'ws'
import { makeTokenBucket } from './tokenBucket.ts'
import type { SyncLimits } from './syncLimits.ts'

/** Why a socket is not read for a while: the kernel's buffer and then its sender wait, nothing is dropped. */
export type Hold = 'opening' | 'rate' | 'admission'

/** The way in from one socket, read only while nothing holds it. */
export interface Intake {
  hold(reason: Hold): void
  release(reason: Hold): void
  /**
   * Counts a frame against the socket's rate, and holds it until that is paid.
   * @param owedMs - what its account owes besides (accountRates).
   */
  count(bytes: number, nowMs: number, owedMs?: number): void
  /** Forgets its timer; the socket is closing, and is read so that the close frame is found. */
  end(): void
}

/** What a socket may send: steady, and at once after a pause. */
export type IntakeLimits = Pick<SyncLimits, 'framesPerS' | 'framesAtOnce' | 'bytesPerS' | 'bytesAtOnce'>

export const makeIntake = (socket: WebSocket, limits: IntakeLimits, nowMs: number): Intake => {
  const holds = new Set<Hold>()
  const frames = makeTokenBucket(limits.framesPerS, limits.framesAtOnce, nowMs)
  const bytes = makeTokenBucket(limits.bytesPerS, limits.bytesAtOnce, nowMs)
  let timer: NodeJS.Timeout | null = null
  const hold = (reason: Hold) => {
    if (holds.size === 0) socket.pause()
    holds.add(reason)
  }
  const release = (reason: Hold) => {
    if (holds.delete(reason) && holds.size === 0) socket.resume()
  }
  /** What the same read of the socket still brought after the hold began is owed as well. */
  const pay = (nowMs: number): void => {
    const waitMs = Math.max(frames.owe(0, nowMs), bytes.owe(0, nowMs))
    timer = waitMs === 0 ? null : setTimeout(() => pay(nowMs + waitMs), waitMs)
    if (timer === null) release('rate')
  }
  return {
    hold,
    release,
    count(length, nowMs, owedMs = 0) {
      const waitMs = Math.max(frames.owe(1, nowMs), bytes.owe(length, nowMs), owedMs)
      if (waitMs === 0 || timer) return
      hold('rate')
      timer = setTimeout(() => pay(nowMs + waitMs), waitMs)
    },
    end() {
      if (timer) clearTimeout(timer)
      timer = null
      holds.clear()
      socket.resume()
    },
  }
}
