import { setImmediate, setTimeout } from 'node:timers/promises'
import type { SpeakingSocket } from './openSpeaker.ts'
import type { Departures } from './tally.ts'

/** Bytes that wait in the generator for one socket before a flood pauses: more would measure the generator's own queue. */
const maxBufferedBytes = 64 * 1024

export interface Sending {
  /** Messages a second over all speakers; `null` for as fast as they are taken. */
  readonly perSecond: number | null
  /** Of each speaker's messages, the first and the one after the last. */
  readonly from: number
  readonly to: number
}

/**
 * Sends messages, the speakers in turn.
 * @returns how late each message left, in milliseconds: what of a latency is the generator's own. Empty for a flood, which has no times.
 */
export const sendAll = async (
  sockets: readonly SpeakingSocket[],
  { perSecond, from, to }: Sending,
  departures: Departures,
  now: () => number,
): Promise<readonly number[]> => {
  const send = ({ socket, speaker, messages }: SpeakingSocket, n: number): void => {
    const frames = messages[n]
    if (!frames) throw new RangeError(`nobody prepared message ${n}`)
    const left = departures.get(speaker.client)
    if (left) left.push(now())
    else departures.set(speaker.client, [now()])
    for (const frame of frames) socket.send(frame)
  }
  const late: number[] = []
  const startedMs = now()
  for (let n = from; n < to; n++) {
    for (const [at, one] of sockets.entries()) {
      if (perSecond === null) {
        while (one.socket.bufferedAmount > maxBufferedBytes) await setImmediate()
      } else {
        const dueMs = startedMs + (((n - from) * sockets.length + at) * 1000) / perSecond
        while (now() < dueMs) await setTimeout(Math.max(0, Math.floor(dueMs - now())))
        late.push(now() - dueMs)
      }
      send(one, n)
    }
    // Between two rounds of a flood others may be heard.
    if (perSecond === null) await setImmediate()
  }
  return late
}
